import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,platform,standin}/**/*.test.ts'],
    globalSetup: ['platform/src/store/test-database-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
