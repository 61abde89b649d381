import { defineConfig } from 'vitest/config';

/** A test starts the real binary or the stand-in with a browser, beside whatever else the machine does. */
const TEST_LIMIT_MS = 60_000;

/** What the application relies on from its runtime, run against whichever runtime is there. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['standin/conformance/**/*.test.ts'],
    // One runtime at a time: two would share the display, and a slow one would look like a broken one.
    fileParallelism: false,
    testTimeout: TEST_LIMIT_MS,
    hookTimeout: TEST_LIMIT_MS,
  },
});
