import { defineConfig } from 'vitest/config';

// A browser, a whole build or a long property may wait for its turn on a busy machine.
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'rooms', include: ['src/**/*.test.ts'], ...patience } },
      {
        test: {
          name: 'site',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['tests/setup/chromium.ts', 'tests/setup/site.ts'],
          ...patience,
        },
      },
    ],
  },
});
