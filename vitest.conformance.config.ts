import { defineConfig } from 'vitest/config';
import { windowsAtOnce } from './tools/windows-at-once.ts';

/** A test starts the real binary or the stand-in with a browser, beside whatever else the machine does. */
const TEST_LIMIT_MS = 60_000;

/** What the application relies on from its runtime, run against whichever runtime is there. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['standin/conformance/**/*.test.ts'],
    maxWorkers: windowsAtOnce(),
    testTimeout: TEST_LIMIT_MS,
    hookTimeout: TEST_LIMIT_MS,
  },
});
