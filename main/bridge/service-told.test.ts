import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ContractInput } from '../../addins/protocol/contracts/contract-schema.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { profilePaths } from './profile-paths.ts';
import { CALC, consumes, installAddin, provides, type ScriptedHost } from './testing/friends-fixture.ts';
import { openHost } from './testing/host-fixture.ts';

const TELLING: ContractInput = {
  id: CALC,
  version: '1.0',
  members: [{ name: 'changed', number: 0, kind: 'event', parameters: [{ name: 'to', type: 'number' }] }],
};

/** Notes listens to what Calc tells. */
async function open({ calcDescribes = [TELLING], notesDescribe = [TELLING] } = {}) {
  const heard: unknown[] = [];
  let calc: ScriptedHost | undefined;
  const opened = await openHost({
    calc: {
      activate: (_activation, host) => {
        calc = host;
      },
      commands: { go: () => null },
    },
    notes: {
      onEvent: ({ topic, value }) => heard.push([topic, value]),
      commands: { go: (host) => host.call('services.subscribe', [CALC]) },
    },
  });
  const page = opened.load();
  const [version, provided] = ['1.0.0', provides(CALC)];
  await installAddin(page, { version, name: 'calc', script: 'calc', provides: provided, contracts: calcDescribes });
  await installAddin(page, {
    version,
    name: 'notes',
    script: 'notes',
    consumes: consumes(CALC),
    contracts: notesDescribe,
  });
  await page.call('setAnswer', 'notes', 'addin.call', 'allow');
  await page.call('runCommand', 'calc', 'go');
  await page.call('runCommand', 'notes', 'go');
  const tell = async (topic: string, value: Plain) => await calc?.call('services.emit', [CALC, topic, value, {}]);
  const process = (id: string) => opened.launcher.living.find(({ options }) => options.addinId === id);
  const log = () => readFileSync(profilePaths(opened.userData).log, 'utf8');
  return { ...opened, page, tell, heard, process, log };
}

test('an event of a described contract is checked before anybody hears it', async () => {
  const { tell, heard } = await open();
  await expect(tell('changed', ['three'])).rejects.toMatchObject({ code: 'E_CONTRACT' });
  await expect(tell('changed', 3)).rejects.toMatchObject({ code: 'E_CONTRACT' });
  await expect(tell('other', [3])).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  await tell('changed', [3]);
  await expect.poll(() => heard).toEqual([['changed', [3]]]);
});

test('a listener that describes it hears nothing that it was not promised', async () => {
  const { tell, heard, log } = await open({ calcDescribes: [] });
  await tell('changed', ['three']);
  await tell('changed', ['drei']);
  await tell('free', 1);
  await tell('changed', [4]);
  await expect.poll(() => heard).toEqual([['changed', [4]]]);
  expect(
    log().match(/notes cannot hear some of what it tells about acme\.calc: .*changed\.to: must be a number/g),
  ).toHaveLength(1);
});

test('a listener that stands still misses what is not the newest, and the log names it', async () => {
  const { tell, heard, process, log, page } = await open();
  process('notes')?.sleep();
  for (let value = 0; value <= 101; value++) await tell('changed', [value]);
  await expect
    .poll(log)
    .toContain('It does not keep up with what calc tells about acme.calc: it has missed 100 events by now.');
  process('notes')?.wakeUp();
  await expect.poll(() => heard).toEqual([0, 101].map((value) => ['changed', [value]]));
  const tally = { contract: CALC, from: 'calc', to: 'notes', delivered: 2, coalesced: 100, dropped: 0, refused: 0 };
  await expect.poll(() => page.call('serviceEvents', 'calc')).toEqual([tally]);
  expect(await page.call('serviceEvents', 'notes')).toEqual([tally]);
  await page.call('uninstall', 'calc', false);
  expect(await page.call('serviceEvents', 'notes')).toEqual([]);
});
