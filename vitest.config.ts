import { defineConfig } from 'vitest/config';

/**
 * One folder of tests/ is one part of `npm test`: unit, contract, fuzz, hostile, journey, browser.
 * `npx vitest run tests/unit/server/db` runs a piece of one.
 */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/global-setup.ts', 'tests/support/postgres-setup.ts'],
    // Two cores, and parts that start processes of their own.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    cache: false,
  },
});
