import { defineConfig } from '@playwright/test';
import { windowsAtOnce } from './tools/windows-at-once.ts';

/** Long enough for a cold start of the runtime beside other load on two cores; a hang still ends the run in time. */
const TEST_LIMIT_MS = 60_000;
const WHOLE_RUN_LIMIT_MS = 25 * 60_000;
/** Pictures and processes come within a moment; what is this late has not come. */
const EXPECT_LIMIT_MS = 10_000;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/.results',
  globalSetup: './e2e/prepare.ts',
  timeout: TEST_LIMIT_MS,
  globalTimeout: WHOLE_RUN_LIMIT_MS,
  expect: { timeout: EXPECT_LIMIT_MS },
  workers: windowsAtOnce(),
  // A shared build machine may stall for seconds. A second attempt is printed as flaky; on a desk there is none.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  projects: [
    { name: 'e2e', testMatch: '**/*.spec.ts' },
    { name: 'shots', testMatch: '**/*.shots.ts' },
  ],
});
