import { expect, onTestFinished, test } from 'vitest';
import { type GenerationLoad, Governor, type ProcessSample } from './governor.ts';
import { createDomainFixture, packageOf, pass, settle, standStill } from './testing/domain-fixture.ts';

const MEGABYTE = 1_048_576;

async function governed() {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher } = fixture;
  const usage = { cpuSeconds: 0, memoryBytes: 100 * MEGABYTE };
  const words: string[] = [];
  const sample = (): ProcessSample[] =>
    launcher.launched.flatMap(({ pid }) => (pid === undefined ? [] : [{ pid, ...usage }]));
  const governor = new Governor({
    domains: () => [domain],
    sample,
    limits: { memoryBytes: 500 * MEGABYTE, silenceMs: 15_000 },
    onExceeded: (_load, why) => words.push(why),
  });
  const loads: (readonly GenerationLoad[])[] = [];
  governor.loads.on((load) => loads.push(load));
  await domain.start(packageOf('v1'));
  governor.start();
  onTestFinished(async () => {
    governor.stop();
    await domain.dispose();
  });
  const shown = () => loads.at(-1)?.[0];
  return { ...fixture, governor, usage, words, loads, shown };
}

/** `times` looks, each with what it sets in motion. */
async function looks(times: number): Promise<void> {
  for (let look = 0; look < times; look++) await pass(2_000);
}

test('says every two seconds what each process uses', async () => {
  const { usage, shown, loads } = await governed();
  await looks(1);
  expect(shown()).toMatchObject({ cpuPercent: 0, memoryBytes: 100 * MEGABYTE, busy: false, pid: 1_000 });
  usage.cpuSeconds += 1;
  await looks(1);
  expect(Math.round(shown()?.cpuPercent ?? 0)).toBe(50);
  expect(loads).toHaveLength(2);
});

test('too much memory: ended, in words, as a crash', async () => {
  const { usage, words, crashes, launcher } = await governed();
  usage.memoryBytes = 500 * MEGABYTE;
  await looks(2);
  expect(words).toEqual([]);
  usage.memoryBytes = 700 * MEGABYTE;
  await looks(1);
  expect(words).toEqual(['it used 700 MB, more than the 500 MB it may use']);
  expect(crashes).toEqual(['E_CRASHED The add-in was ended because it used 700 MB, more than the 500 MB it may use.']);
  expect(launcher.living).toEqual([]);
});

test('a process that takes its time to go is not blamed twice', async () => {
  const { usage, words, launcher, domain } = await governed();
  launcher.traits = { immortal: true };
  await domain.stop('test');
  const start = domain.start(packageOf('v1'));
  await settle();
  await start;
  usage.memoryBytes = 700 * MEGABYTE;
  await looks(2);
  expect(words).toHaveLength(1);
  await pass(10_000);
});

test('no sign of life: busy first, then ended, in words', async () => {
  const { words, shown, launcher, crashes } = await governed();
  await looks(2);
  launcher.last.sleep();
  await looks(2);
  expect([shown()?.busy, words]).toEqual([true, []]);
  await looks(6);
  expect(words).toEqual([]);
  await looks(2);
  expect(words).toEqual(['it did not answer for 16 seconds']);
  expect(crashes).toHaveLength(1);
  expect(launcher.living).toEqual([]);
});

test('one that answers again in time is left alone', async () => {
  const { words, shown, launcher } = await governed();
  launcher.last.sleep();
  await looks(6);
  expect(shown()?.busy).toBe(true);
  launcher.last.wakeUp();
  await looks(1);
  launcher.last.sleep();
  await looks(6);
  launcher.last.wakeUp();
  await looks(2);
  expect([words, shown()?.busy, launcher.living.length]).toEqual([[], false, 1]);
});

test('a host that was away itself blames nobody', async () => {
  const { governor, words, launcher } = await governed();
  governor.stop();
  await looks(1);
  governor.look();
  // Answers are there, but the host has not come to read them when it looks again.
  launcher.last.sleep();
  await pass(60_000);
  governor.look();
  expect([words, launcher.living.length]).toEqual([[], 1]);
  launcher.last.wakeUp();
  await settle();
  governor.look();
  expect(words).toEqual([]);
});

test('a process that has gone is forgotten', async () => {
  const { domain, loads } = await governed();
  await looks(1);
  await domain.stop('test');
  await looks(1);
  expect(loads.at(-1)).toEqual([]);
});
