import { defineConfig } from 'vitest/config';

// No test tells a real network of its rooms; those that look for rooms say so, inside of networks of their own.
process.env.PARTYLINE_DISCOVERY ??= 'off';

/** Reports go to `test-results/`, where `npm test` adds them up. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'loopback',
          include: ['tests/loopback/**/*.test.ts', 'tests/fuzz/**/*.test.ts'],
          environment: 'node',
          // Real sockets and child processes: slower than memory, never slower than this unless something hangs.
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['tests/simulation/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
    ],
  },
});
