import { expect, test } from 'vitest';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { type AddinsFixture, createAddinsFixture } from './testing/addins-fixture.ts';
import { gate, packageOf, pass, settle, standStill } from './testing/domain-fixture.ts';

const ID = 'notes';
const v2 = packageOf('v2', { version: '2.0.0' });

/** Version 1 is installed, nothing runs. */
async function installed(scripted: Readonly<Record<string, ScriptedAddin>> = {}): Promise<AddinsFixture> {
  const fixture = createAddinsFixture({ v1: {}, v2: {}, ...scripted });
  await fixture.install(packageOf('v1'));
  return fixture;
}

test('new work waits for a swap and goes to the new version, in the turn in which it is given', async () => {
  const saving = gate<null>();
  const fixture = await installed({ v1: { saveState: () => saving.promise } });
  await fixture.addins.start(ID);
  const upgrade = fixture.install(v2);
  await settle();
  const given: string[] = [];
  const work = fixture.addins.whenServing(ID, async ({ loaded, session }) => {
    given.push(loaded.manifest.version);
    return (await session.call('domain.ping', [])).openCalls;
  });
  await settle();
  expect(given).toEqual([]);
  saving.resolve(null);
  await upgrade;
  expect([await work, given]).toEqual([0, ['2.0.0']]);
});

test('new work does not take the place of the way back after a crash', async () => {
  standStill();
  const fixture = await installed();
  await fixture.addins.start(ID);
  await fixture.install(v2);
  await pass(0);
  fixture.launcher.last.exit(11);
  await settle();
  const version = fixture.addins.whenServing(ID, async ({ loaded }) => loaded.manifest.version);
  await pass(500);
  expect(await version).toBe('1.0.0');
});

test('new work finds out that the port of the version it was meant for has closed', async () => {
  standStill();
  const fixture = await installed();
  const first = await fixture.addins.start(ID);
  fixture.launcher.last.hangUp();
  await settle();
  const number = fixture.addins.whenServing(ID, async (generation) => generation.number);
  await pass(5_000);
  expect([first.state, await number]).toEqual(['ended', 2]);
});
