import { defineConfig } from 'vitest/config';

// A browser, a whole build or a long property may wait for its turn on a busy machine.
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

// Commands speak to a GitHub workflow where they find themselves in one; to tests they speak as to a person.
const env = { GITHUB_ACTIONS: '' };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'rooms', include: ['src/**/*.test.ts'], env, ...patience } },
      {
        test: {
          name: 'site',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['tests/setup/chromium.ts', 'tests/setup/site.ts'],
          env,
          ...patience,
        },
      },
    ],
  },
});
