import { configDefaults, defineConfig } from 'vitest/config';

/** Unit tests, beside their source. Real runtimes are started by e2e and by standin/conformance, each with its own config. */
export default defineConfig({
  test: {
    environment: 'node',
    // Property tests try hundreds of cases; on a busy machine they take longer than the usual five seconds.
    testTimeout: 20_000,
    include: ['**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'out/**', '.cache/**', 'e2e/**', 'standin/conformance/**'],
    // Its own choice leaves a core idle; on two cores that is half of the time.
    maxWorkers: '100%',
    restoreMocks: true,
    coverage: { provider: 'v8', include: ['addins/**', 'main/**', 'preload/**', 'renderer/**', 'tools/**'] },
  },
});
