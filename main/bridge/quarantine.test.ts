import { expect, test } from 'vitest';
import { openCatalog } from '../packages/catalog.ts';
import { profilePaths } from './profile-paths.ts';
import { install, openHost } from './testing/host-fixture.ts';

const ID = 'notes';

test('what was kept stopped is kept stopped after a restart of Bulkhead, with its reason and the way out', async () => {
  const addins = { '1.0.0': { views: ['note'] } };
  const first = await openHost(addins);
  await install(first.load(), '1.0.0');
  await first.close();
  const file = profilePaths(first.userData).catalog;
  const { catalog } = openCatalog(file);
  catalog.setState(ID, 'quarantined', 'It stopped unexpectedly too often. The last time: no licence key');
  catalog.close();

  const second = await openHost(addins, { userData: first.userData });
  const page = second.load();
  expect((await page.call('snapshot')).addins).toMatchObject([
    {
      state: 'quarantined',
      enabled: true,
      problem: {
        code: 'E_QUARANTINED',
        message: 'It stopped unexpectedly too often. The last time: no licence key',
        remedy: 'Restart it from the Add-ins page, or go back to the version before.',
      },
    },
  ]);
  await expect(page.call('connect', ID)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
  expect(second.launcher.launched).toEqual([]);
  await page.call('restart', ID);
  expect((await page.call('snapshot')).addins).toMatchObject([{ state: 'running', problem: null }]);
  await second.close();

  const third = (await openHost(addins, { userData: first.userData })).load();
  expect((await third.call('snapshot')).addins).toMatchObject([{ state: 'stopped', problem: null }]);
});
