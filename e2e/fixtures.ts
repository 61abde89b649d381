import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';

export interface Fixtures {
  /** The application, started on a fresh profile, ended and swept away afterwards. */
  app: Bulkhead;
  /** Test add-ins whose packages are named on its command line. */
  offered: string[];
}

export const test = base.extend<Fixtures>({
  offered: [[], { option: true }],
  app: async ({ offered }, use, testInfo) => {
    const app = new Bulkhead();
    try {
      await app.start(offered.map(testAddin));
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
  const path = testInfo.outputPath('window.png');
  const picture = await app.page.screenshot({ path }).catch(() => undefined);
  if (picture) await testInfo.attach('window', { path, contentType: 'image/png' });
}
