import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { Bulkhead } from './driver/bulkhead.ts';

export interface Fixtures {
  /** The application, started on a fresh profile, ended and swept away afterwards. */
  app: Bulkhead;
  /** Words on its command line: `test.use({ commandLine: [...] })`. */
  commandLine: string[];
}

export const test = base.extend<Fixtures>({
  commandLine: [[], { option: true }],
  app: async ({ commandLine }, use, testInfo) => {
    const app = new Bulkhead();
    try {
      await app.start(commandLine);
      await use(app);
      if (testInfo.status !== testInfo.expectedStatus) await attachEvidence(app, testInfo);
    } finally {
      await app.dispose();
    }
    expect(app.problems.report(), 'nothing went wrong that the test did not announce').toEqual([]);
  },
});

/** What somebody who was not there wants to see. */
async function attachEvidence(app: Bulkhead, testInfo: TestInfo): Promise<void> {
  const log = join(app.userData, 'bulkhead', 'bulkhead.log');
  if (existsSync(log)) await testInfo.attach('host log', { path: log, contentType: 'text/plain' });
  const picture = await app.page.screenshot().catch(() => undefined);
  if (picture) await testInfo.attach('window', { body: picture, contentType: 'image/png' });
}
