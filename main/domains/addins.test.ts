import { expect, test } from 'vitest';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { type AddinsFixture, createAddinsFixture } from './testing/addins-fixture.ts';
import { gate, packageOf, pass, settle, standStill } from './testing/domain-fixture.ts';

const ID = 'notes';
const v1 = packageOf('v1');
const v2 = packageOf('v2', { version: '2.0.0' });
const v3 = packageOf('v3', { version: '3.0.0' });

/** Version 1 is installed, nothing runs. */
async function installed(scripted: Readonly<Record<string, ScriptedAddin>> = {}): Promise<AddinsFixture> {
  const fixture = createAddinsFixture({ v1: {}, v2: {}, v3: {}, ...scripted });
  await fixture.install(v1);
  return fixture;
}

const running = ({ addins }: AddinsFixture) => addins.domain(ID)?.current?.loaded.manifest.version;
const failing = (words: string) => () => {
  throw new Error(words);
};

test('installing starts nothing; the first who asks does', async () => {
  const fixture = await installed();
  expect([fixture.launcher.launched, fixture.addins.domains]).toEqual([[], []]);
  const [first, second] = await Promise.all([fixture.addins.start(ID), fixture.addins.start(ID)]);
  expect(first).toBe(second);
  expect(fixture.launcher.launched).toHaveLength(1);
});

test('the files of an add-in that runs are not read again', async () => {
  const fixture = await installed();
  let reads = 0;
  fixture.catalog.onLoad = async () => void reads++;
  await fixture.addins.start(ID);
  await fixture.addins.start(ID);
  expect(reads).toBe(1);
});

test.each([
  ['unknown', 'E_NOT_FOUND', ({ catalog }: AddinsFixture) => void catalog.entries.clear()],
  ['switched off', 'E_DISABLED', (fixture: AddinsFixture) => switchOff(fixture)],
])('an add-in that is %s does not start, and leaves nothing in memory', async (_name, code, prepare) => {
  const fixture = await installed();
  prepare(fixture);
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ code });
  await expect(fixture.addins.restart(ID)).rejects.toMatchObject({ code });
  expect(fixture.addins.domains).toEqual([]);
});

function switchOff({ catalog }: AddinsFixture): void {
  const entry = catalog.get(ID);
  if (entry) catalog.put({ ...entry, enabled: false });
}

test('an add-in that is switched off, or uninstalled, while its files are read does not start', async () => {
  const fixture = await installed();
  const uninstall = ({ catalog }: AddinsFixture): void => catalog.entries.clear();
  for (const [code, change] of [['E_DISABLED', switchOff] as const, ['E_NOT_FOUND', uninstall] as const]) {
    const reading = gate();
    fixture.catalog.onLoad = () => reading.promise;
    const start = expect(fixture.addins.start(ID)).rejects.toMatchObject({ code });
    await settle();
    change(fixture);
    reading.resolve();
    await start;
    fixture.catalog.put(fixture.catalog.candidate(v1));
  }
  expect(fixture.launcher.launched).toEqual([]);
});

test.each(['stop', 'remove'] as const)('%s while its files are read: it does not start', async (action) => {
  const fixture = await installed();
  const reading = gate();
  fixture.catalog.onLoad = () => reading.promise;
  const start = expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  await (action === 'stop' ? fixture.addins.stop(ID, 'you stopped it') : fixture.addins.remove(ID));
  reading.resolve();
  await start;
  expect(fixture.launcher.launched).toEqual([]);
});

test('remove during a start leaves no process behind', async () => {
  const fixture = await installed({ v1: { activate: () => gate().promise } });
  const start = expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  await fixture.addins.remove(ID);
  await start;
  expect([fixture.launcher.living, fixture.addins.domains, fixture.released]).toEqual([[], [], [1]]);
});

test('a version that is installed while the one before is read is the one that starts', async () => {
  const fixture = await installed();
  const reading = gate();
  fixture.catalog.onLoad = () => reading.promise;
  const start = fixture.addins.start(ID);
  await settle();
  fixture.catalog.onLoad = () => Promise.resolve();
  fixture.catalog.put(fixture.catalog.candidate(v2));
  reading.resolve();
  expect((await start).loaded.manifest.version).toBe('2.0.0');
});

test('an upgrade is reported with what it cost', async () => {
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  expect(running(fixture)).toBe('2.0.0');
  expect(fixture.outcomes).toMatchObject([
    { fromVersion: '1.0.0', toVersion: '2.0.0', ok: true, framesKept: 2, problem: null, automatic: false },
  ]);
});

test('an upgrade that fails is reported, thrown, and changes nothing', async () => {
  const fixture = await installed({ v2: { activate: failing('no licence key') } });
  await fixture.addins.start(ID);
  await expect(fixture.install(v2)).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', message: 'no licence key' });
  expect(fixture.outcomes).toMatchObject([{ ok: false, problem: { message: 'no licence key' } }]);
  expect([running(fixture), fixture.addins.problem(ID)]).toEqual(['1.0.0', undefined]);
});

test('a damaged copy of the new version does not mark the one that runs as damaged', async () => {
  const fixture = await installed();
  await fixture.addins.start(ID);
  fixture.catalog.damaged.add(v2.hash);
  await expect(fixture.install(v2)).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', detail: { reason: 'E_HASH' } });
  expect([fixture.outcomes[0]?.ok, fixture.addins.problem(ID)]).toEqual([false, undefined]);
});

test('a damaged copy is said, is not tried again, and is forgotten once it is whole', async () => {
  const fixture = await installed();
  fixture.catalog.damaged.add(v1.hash);
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_HASH' });
  expect(fixture.addins.problem(ID)).toMatchObject({ state: 'damaged', error: { code: 'E_HASH' } });
  fixture.catalog.damaged.clear();
  await fixture.addins.start(ID);
  expect(fixture.addins.problem(ID)).toBeUndefined();
});

test('a crash: back-off, restart, a port for the window', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  fixture.launcher.last.exit(11);
  await settle();
  expect(fixture.addins.problem(ID)).toMatchObject({ state: 'failed', error: { code: 'E_CRASHED' } });
  await pass(450);
  expect(fixture.launcher.launched).toHaveLength(1);
  await pass(100);
  expect([running(fixture), fixture.addins.problem(ID), fixture.window.seen]).toEqual([
    '1.0.0',
    undefined,
    ['attach 2'],
  ]);
  expect(fixture.lines()).toEqual(["The add-in's process ended unexpectedly (it crashed). It starts again in 0.5 s."]);
});

test('each crash waits longer; the fifth takes it out of service until a person says otherwise', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  for (const delay of [500, 1_000, 2_000, 4_000]) {
    fixture.launcher.last.exit(11);
    await pass(delay - 50);
    expect(fixture.launcher.living).toEqual([]);
    await pass(100);
    expect(fixture.launcher.living).toHaveLength(1);
  }
  fixture.launcher.last.exit(11);
  await pass(60_000);
  expect(fixture.addins.problem(ID)).toMatchObject({
    state: 'quarantined',
    error: {
      code: 'E_QUARANTINED',
      message:
        "It stopped unexpectedly too often. The last time: The add-in's process ended unexpectedly (it crashed).",
      remedy: 'Restart it from the Add-ins page, or go back to the version before.',
    },
  });
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
  await fixture.addins.restart(ID);
  expect([running(fixture), fixture.addins.problem(ID)]).toEqual(['1.0.0', undefined]);
  // All is forgiven: the next crash is the first again.
  fixture.launcher.last.exit(11);
  await pass(600);
  expect(running(fixture)).toBe('1.0.0');
});

test('switching it off and on again is a decision of a person as well', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  for (let crash = 0; crash < 5; crash++) {
    fixture.launcher.last.exit(11);
    await pass(10_000);
  }
  expect(fixture.addins.problem(ID)?.state).toBe('quarantined');
  await fixture.addins.stop(ID, 'it was switched off');
  expect(fixture.addins.problem(ID)).toBeUndefined();
  await fixture.addins.start(ID);
  expect(running(fixture)).toBe('1.0.0');
});

test('crashes that lie far apart never add up', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  for (let crash = 0; crash < 8; crash++) {
    fixture.launcher.last.exit(11);
    await pass(90_000);
    expect(running(fixture)).toBe('1.0.0');
  }
});

test('a restart that fails counts as another crash', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  fixture.scripted.set('v1', { activate: failing('no licence key') });
  fixture.launcher.last.exit(11);
  for (const delay of [500, 1_000, 2_000, 4_000]) await pass(delay + 50);
  expect(fixture.addins.problem(ID)).toMatchObject({
    state: 'quarantined',
    error: { message: 'It stopped unexpectedly too often. The last time: no licence key' },
  });
  expect(fixture.launcher.launched).toHaveLength(5);
});

test('what cannot start for good reasons is not tried again and again', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  fixture.catalog.damaged.add(v1.hash);
  fixture.launcher.last.exit(11);
  await pass(60_000);
  expect([fixture.addins.problem(ID)?.state, fixture.launcher.launched.length]).toEqual(['damaged', 1]);
});

test.each(['stop', 'remove', 'shutDown'] as const)('%s calls a planned restart off', async (action) => {
  standStill();
  const fixture = await installed();
  const { addins, launcher } = fixture;
  await addins.start(ID);
  launcher.last.exit(11);
  await settle();
  const done = {
    stop: () => addins.stop(ID, 'test'),
    remove: () => addins.remove(ID),
    shutDown: () => addins.shutDown(1),
  };
  await done[action]();
  await pass(60_000);
  expect(launcher.launched).toHaveLength(1);
});

test.each(['stop', 'remove', 'shutDown'] as const)('%s during a restart is no crash of the restart', async (action) => {
  standStill();
  const fixture = await installed();
  const { addins, launcher } = fixture;
  await addins.start(ID);
  fixture.scripted.set('v1', { activate: () => gate().promise });
  launcher.last.exit(11);
  await pass(600);
  expect(launcher.living).toHaveLength(1);
  const done = {
    stop: () => addins.stop(ID, 'test'),
    remove: () => addins.remove(ID),
    shutDown: () => addins.shutDown(1),
  };
  const end = done[action]();
  await pass(60_000);
  await end;
  expect([launcher.launched.length, launcher.living.length]).toEqual([2, 0]);
});

test('somebody who asks before the planned restart gets a process at once, and only one', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  fixture.launcher.last.exit(11);
  await settle();
  await fixture.addins.start(ID);
  await pass(60_000);
  expect([fixture.launcher.launched.length, running(fixture)]).toEqual([2, '1.0.0']);
});

test('a new version that crashes within a minute: the one before comes back, with a report', async () => {
  standStill();
  const fixture = await installed({ v1: { saveState: () => ({ text: 'half a sentence' }) } });
  await fixture.addins.start(ID);
  await fixture.install(v2);
  await pass(30_000);
  fixture.launcher.last.exit(11);
  await pass(600);
  expect([running(fixture), fixture.catalog.get(ID)?.manifest.version]).toEqual(['1.0.0', '1.0.0']);
  expect(fixture.outcomes.slice(1)).toMatchObject([
    {
      ...{ fromVersion: '2.0.0', toVersion: '1.0.0', ok: true, automatic: true },
      problem: { code: 'E_CRASHED', message: "The add-in's process ended unexpectedly (it crashed)." },
    },
  ]);
  expect(fixture.window.seen.at(-1)).toBe('attach 3');
  // It is not thrown out again for a crash of its own.
  fixture.launcher.last.exit(11);
  await pass(1_100);
  expect(running(fixture)).toBe('1.0.0');
});

test('one that somebody started again before the way back was begun stays', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  fixture.launcher.last.exit(11);
  await settle();
  await fixture.addins.start(ID);
  await pass(600);
  expect([running(fixture), fixture.catalog.get(ID)?.manifest.version]).toEqual(['2.0.0', '2.0.0']);
  expect(fixture.outcomes).toHaveLength(1);
});

test('a new version that crashes later is simply started again', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  await pass(60_100);
  fixture.launcher.last.exit(11);
  await pass(600);
  expect([running(fixture), fixture.outcomes.length]).toEqual(['2.0.0', 1]);
});

test('a way back that a person chose is not undone by a crash', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  await pass(100);
  const entry = fixture.catalog.candidate(v1);
  await fixture.addins.replace(entry, 'rollback');
  fixture.catalog.put(entry);
  fixture.launcher.last.exit(11);
  await pass(600);
  expect(running(fixture)).toBe('1.0.0');
});

test('an automatic way back that meets an install gives way to it', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  fixture.launcher.last.exit(11);
  const { catalog } = fixture;
  const { rollBack } = catalog;
  // The install of version 3 is ahead in the installer's queue.
  catalog.rollBack = async (id, failedHash) => {
    catalog.put(catalog.candidate(v3));
    return await rollBack.call(catalog, id, failedHash);
  };
  await pass(600);
  expect([running(fixture), catalog.get(ID)?.manifest.version]).toEqual(['3.0.0', '3.0.0']);
  expect(fixture.outcomes.some(({ automatic }) => automatic)).toBe(false);
});

test('a version before that does not start either: the report still says what happened', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  fixture.scripted.set('v1', { activate: failing('no licence key') });
  fixture.launcher.last.exit(11);
  await pass(600);
  expect(fixture.outcomes.at(-1)).toMatchObject({ toVersion: '1.0.0', automatic: true });
  expect(fixture.addins.problem(ID)).toMatchObject({ state: 'failed', error: { message: 'no licence key' } });
});

test('a new version gives a failed add-in another chance, also a quarantined one', async () => {
  standStill();
  const fixture = await installed({ v1: { activate: failing('a bug') } });
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_START_FAILED' });
  await fixture.install(v2);
  expect([running(fixture), fixture.window.seen]).toEqual(['2.0.0', ['attach 2']]);
  for (let crash = 0; crash < 5; crash++) {
    fixture.launcher.last.exit(11);
    await pass(10_000);
  }
  expect(fixture.addins.problem(ID)?.state).toBe('quarantined');
  await fixture.install(v3);
  expect([running(fixture), fixture.addins.problem(ID)]).toEqual(['3.0.0', undefined]);
});

test('a new version that does not start either is no failed install', async () => {
  const fixture = await installed({ v1: { activate: failing('a bug') }, v2: { activate: failing('another bug') } });
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_START_FAILED' });
  await fixture.install(v2);
  expect(fixture.addins.problem(ID)?.error.message).toBe('another bug');
  expect(fixture.lines().at(-1)).toBe('It did not start: another bug');
});

test('a new version does not wake an add-in that somebody stopped', async () => {
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.addins.stop(ID, 'you stopped it');
  await fixture.install(v2);
  expect([running(fixture), fixture.outcomes]).toEqual([undefined, []]);
});

test('what was started from the old row at the last moment follows the new one', async () => {
  const fixture = await installed();
  const entry = fixture.catalog.candidate(v2);
  await fixture.addins.replace(entry, 'upgrade');
  await fixture.addins.start(ID);
  fixture.catalog.put(entry);
  await fixture.addins.follow(ID, { revive: false });
  expect(running(fixture)).toBe('2.0.0');
});

test('restart begins a new process and forgets the past', async () => {
  const fixture = await installed({ v1: { saveState: () => ({ text: 'a' }) } });
  await fixture.addins.start(ID);
  await fixture.addins.restart(ID);
  expect([fixture.launcher.launched.length, fixture.launcher.living.length]).toEqual([2, 1]);
  expect(fixture.window.seen).toEqual(['attach 2']);
  expect(fixture.states.get(ID)?.value).toEqual({ text: 'a' });
});

test('a restart while the start hangs ends the one and begins the other', async () => {
  const fixture = await installed({ v1: { activate: () => gate().promise } });
  const start = expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  fixture.scripted.set('v1', {});
  await fixture.addins.restart(ID);
  await start;
  expect([running(fixture), fixture.launcher.living.length]).toEqual(['1.0.0', 1]);
});

test('shut down: states saved, processes gone, nothing starts any more', async () => {
  const fixture = await installed({ v1: { saveState: () => ({ text: 'a' }) } });
  await fixture.addins.start(ID);
  await fixture.addins.shutDown(4_000);
  expect([fixture.launcher.living, fixture.states.get(ID)?.value]).toEqual([[], { text: 'a' }]);
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ message: 'Bulkhead is closing.' });
});

test('shut down takes no longer than its limit and a kill', async () => {
  standStill();
  const fixture = await installed({ v1: { deactivate: () => gate().promise } });
  await fixture.addins.start(ID);
  const closed = fixture.addins.shutDown(4_000);
  await pass(3_900);
  expect(fixture.launcher.living).toHaveLength(1);
  await pass(200);
  await closed;
  expect(fixture.launcher.living).toEqual([]);
});

test('shut down ends a start and an upgrade that are under way', async () => {
  const fixture = await installed({ v2: { activate: () => gate().promise } });
  await fixture.addins.start(ID);
  const upgrade = expect(fixture.install(v2)).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED' });
  await settle();
  await fixture.addins.shutDown(4_000);
  await upgrade;
  expect(fixture.launcher.living).toEqual([]);
});
