import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { FlightDesk } from './flight-desk.ts';
import { saveReport } from './save-report.ts';
import { install, openHost } from './testing/host-fixture.ts';

const ID = 'notes';
const SECRET = 'half a sentence about hunter2';
const keeper: ScriptedAddin = { views: ['note'], saveState: () => SECRET };

test('the window reads what passed over a control port, generations together, and no word of it', async () => {
  const { load } = await openHost({ '1.0.0': keeper, '2.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  expect(await page.call('flight', ID, 0)).toBeNull();
  await page.call('connect', ID);
  await install(page, '2.0.0');
  const report = await page.call('flight', ID, 0);
  expect(report?.calls.map(({ method, generation }) => `${method} ${generation}`)).toEqual(
    expect.arrayContaining(['domain.hello 1', 'domain.activate 1', 'domain.saveState 1', 'domain.restoreState 2']),
  );
  expect(report?.methods.find(({ method }) => method === 'domain.hello')).toMatchObject({ calls: 2, failures: 0 });
  expect(JSON.stringify(report)).not.toContain('hunter2');
  const last = report?.calls.at(-1)?.sequence ?? 0;
  expect((await page.call('flight', ID, last + 1))?.calls.every(({ sequence }) => sequence > last)).toBe(true);
});

test('a call that has no answer yet is an edge from the host to the add-in', async () => {
  const reached = Promise.withResolvers<void>();
  const slow: ScriptedAddin = {
    ...keeper,
    saveState: () => {
      reached.resolve();
      return new Promise(() => undefined);
    },
  };
  const { load, launcher } = await openHost({ '1.0.0': slow });
  const page = load();
  await install(page, '1.0.0');
  await page.call('connect', ID);
  void page.call('stop', ID).catch(() => undefined);
  await reached.promise;
  expect(await page.call('waits')).toMatchObject([{ from: 'host', to: 'addin:notes', count: 1 }]);
  launcher.last.exit(0);
  await expect.poll(() => page.call('waits')).toEqual([]);
});

test('uninstalling forgets what was recorded', async () => {
  const { load } = await openHost({ '1.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  await page.call('connect', ID);
  await page.call('uninstall', ID, false);
  expect(await page.call('flight', ID, 0)).toBeNull();
});

test('waits between add-ins, which somebody else knows, join the picture', () => {
  const other = { from: 'addin:a', to: 'addin:b', count: 1, oldest: 1, method: 'm' } as const;
  const desk = new FlightDesk({ log: { warn: () => undefined }, otherWaits: () => [other] });
  desk.tap('a', 1).received(7, 'net.fetch', 1);
  expect(desk.waits()).toMatchObject([{ from: 'addin:a', to: 'host', method: 'net.fetch' }, other]);
});

test('a loop of small calls is said once in the log, with what to do', () => {
  const lines: string[] = [];
  let now = 0;
  const desk = new FlightDesk({
    log: { warn: (text, addinId) => void lines.push(`${addinId} ${text}`) },
    now: () => now,
  });
  const tap = desk.tap('notes', 1);
  for (let id = 1; id <= 4_000; id++) {
    tap.received(id, 'storage.get', 1);
    now += 0.02;
    tap.replied(id, null, 1);
    now += 0.98;
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^notes It calls storage\.get 1000 times a second for 20 µs .* ask for many things at once/);
});

test('a loop of calls to another add-in is said once, to whoever calls, by what it asks for', () => {
  const lines: string[] = [];
  let now = 0;
  const desk = new FlightDesk({
    log: { warn: (text, addinId) => void lines.push(`${addinId} ${text}`) },
    now: () => now,
  });
  const tap = desk.tap('notes', 1);
  desk.passed('unknown', 'acme.calc add')();
  for (let id = 1; id <= 4_000; id++) {
    const ended = desk.passed('notes', 'acme.calc add');
    now += 0.3;
    ended();
    // The same with an object that another add-in lent.
    tap.received(id, 'acme.sheet@1.set', 1);
    now += 0.3;
    tap.replied(id, null, 1);
    now += 0.4;
  }
  expect(lines.map((line) => line.slice(0, 96))).toEqual([
    'notes It asks another add-in for acme.calc add one at a time, 1000 times a second, and waits 300',
    'notes It asks another add-in for acme.sheet@1.set one at a time, 1000 times a second, and waits ',
  ]);
  const { advice } = desk.report('notes', 0) ?? {};
  expect(advice).toMatchObject([
    { method: 'acme.calc add', isPassedOn: true },
    { method: 'acme.sheet@1.set', isPassedOn: true },
  ]);
});

test('a report is written where the person chose, and nowhere when they changed their mind', async () => {
  const file = path.join(temporaryFolder(), 'report.json');
  expect(await saveReport({ pickSavePath: async () => undefined }, '{}')).toBe(false);
  expect(await saveReport({ pickSavePath: async () => file }, '{"a":1}')).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('{"a":1}');
  const nowhere = path.join(file, 'below a file');
  await expect(saveReport({ pickSavePath: async () => nowhere }, '{}')).rejects.toMatchObject({ code: 'E_IO' });
});
