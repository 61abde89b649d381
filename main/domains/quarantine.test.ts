import { expect, test } from 'vitest';
import { type AddinsFixture, createAddinsFixture } from './testing/addins-fixture.ts';
import { packageOf, pass, standStill } from './testing/domain-fixture.ts';

const ID = 'notes';
const v1 = packageOf('v1');
const v2 = packageOf('v2', { version: '2.0.0' });

async function crashOften({ addins, launcher }: AddinsFixture): Promise<void> {
  await addins.start(ID);
  for (let crash = 0; crash < 5; crash++) {
    launcher.last.exit(11);
    await pass(10_000);
  }
}

async function quarantined(): Promise<AddinsFixture> {
  standStill();
  const fixture = createAddinsFixture({ v1: {}, v2: {} });
  await fixture.install(v1);
  await crashOften(fixture);
  return fixture;
}

test('a quarantine outlives the host, and a restart by a person ends it for good', async () => {
  const fixture = await quarantined();
  const { error } = fixture.addins.problem(ID) ?? {};
  await fixture.addins.shutDown(0);
  const next = fixture.open();
  expect(next.problem(ID)).toMatchObject({ state: 'quarantined', error: { message: error?.message } });
  await expect(next.start(ID)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
  expect(next.domains).toEqual([]);
  await next.restart(ID);
  await next.shutDown(0);
  expect(fixture.open().problem(ID)).toBeUndefined();
});

test.each([
  ['switched off', (_: AddinsFixture, next: AddinsFixture['addins']) => next.stop(ID, 'it was switched off')],
  [
    'upgraded',
    async ({ catalog }: AddinsFixture, next: AddinsFixture['addins']) => {
      catalog.put(catalog.candidate(v2));
      await next.follow(ID, { revive: true });
    },
  ],
  [
    'uninstalled and installed again',
    async ({ catalog }: AddinsFixture, next: AddinsFixture['addins']) => {
      await next.remove(ID);
      catalog.put(catalog.candidate(v1));
    },
  ],
])('a quarantine of an earlier run ends when it is %s, also without a process', async (_how, decide) => {
  const fixture = await quarantined();
  await fixture.addins.shutDown(0);
  const next = fixture.open();
  await decide(fixture, next);
  expect(next.problem(ID)).toBeUndefined();
  expect(fixture.catalog.get(ID)).toMatchObject({ state: 'ready', stateReason: '' });
  await next.start(ID);
});

test('a quarantine that cannot be written down holds all the same', async () => {
  standStill();
  const fixture = createAddinsFixture({ v1: {} });
  await fixture.install(v1);
  fixture.catalog.setQuarantine = () => {
    throw new Error('the disk is full');
  };
  await crashOften(fixture);
  expect(fixture.addins.problem(ID)?.state).toBe('quarantined');
  await expect(fixture.addins.start(ID)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
  expect(fixture.lines().join()).toContain('forgotten when Bulkhead is closed');
});
