import { defineConfig } from 'astro/config';

process.env.ASTRO_TELEMETRY_DISABLED = '1';

export default defineConfig({
  // Pages are asked for one by one, by a build and by a preview; what is published is files (src/edge/astro.ts).
  output: 'server',
  trailingSlash: 'always',
  compressHTML: true,
  devToolbar: { enabled: false },
});
