import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { openPackage } from '../packages/gate.ts';
import { install, openHost, upload } from './testing/host-fixture.ts';

const ID = 'notes';
const keeper: ScriptedAddin = { views: ['note'], saveState: () => 'half a sentence' };

test('install, open, upgrade, roll back: as the window sees it', async () => {
  const { load, launcher } = await openHost({ '1.0.0': keeper, '2.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  expect(launcher.launched).toEqual([]);
  await page.call('openView', ID, 'note');
  expect(await page.seen('frame-open')).toMatchObject({ frame: { addinId: ID, title: 'Note' } });
  await page.call('connect', ID);
  await page.seen('domain', ({ state, generation }) => state === 'running' && generation === 1);
  expect(page.viewPorts).toEqual(['notes 1 current']);

  await install(page, '2.0.0');
  expect(page.viewPorts.at(-1)).toBe('notes 2 candidate');
  expect(await page.seen('upgrade-report')).toMatchObject({
    report: { fromVersion: '1.0.0', toVersion: '2.0.0', ok: true, framesKept: 1, automatic: false },
  });
  const order = page.events.map(({ type }) => type).filter((type) => type.startsWith('upgrade-'));
  expect(order).toEqual(['upgrade-freeze', 'upgrade-draw', 'upgrade-commit', 'upgrade-report']);
  expect((await page.call('snapshot')).addins).toMatchObject([
    { id: ID, version: '2.0.0', state: 'running', previousVersion: '1.0.0', problem: null },
  ]);

  await page.call('rollBack', ID);
  expect((await page.call('snapshot')).addins).toMatchObject([{ version: '1.0.0', state: 'running' }]);
});

test('a picture that fails keeps the old version, and every word arrives', async () => {
  const { load, launcher } = await openHost({ '1.0.0': keeper, '2.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  await page.call('connect', ID);
  page.pictureProblem = 'The view "note" failed.';
  await expect(install(page, '2.0.0')).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: 'The view "note" failed.',
    remedy: 'The version before it goes on working.',
  });
  expect(await page.seen('upgrade-report')).toMatchObject({ report: { ok: false } });
  expect((await page.call('snapshot')).addins).toMatchObject([{ version: '1.0.0', state: 'running', problem: null }]);
  await expect.poll(() => launcher.living.length).toBe(1);
});

test('a crash is told in words, and the frames get a new process', async () => {
  const { load, launcher } = await openHost({ '1.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  await page.call('connect', ID);
  launcher.last.exit(11);
  expect(await page.seen('domain', ({ state }) => state === 'failed')).toMatchObject({
    problem: {
      code: 'E_CRASHED',
      message: "The add-in's process ended unexpectedly (it crashed).",
      remedy: 'Try again; Bulkhead restarts it.',
    },
  });
  await expect.poll(() => page.viewPorts).toEqual(['notes 1 current', 'notes 2 current']);
  expect(await page.seen('diagnostics')).toMatchObject({ entry: { level: 'warn', addinId: ID } });
});

test('uninstall: frames, process and port are gone; the same add-in comes back as new', async () => {
  const { load, launcher } = await openHost({ '1.0.0': keeper, '2.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  await page.call('openView', ID, 'note');
  await page.call('connect', ID);
  await page.call('uninstall', ID, false);
  await page.seen('frame-close');
  expect([launcher.living, (await page.call('snapshot')).addins]).toEqual([[], []]);
  expect(await page.call('permissions')).toEqual([]);

  await install(page, '1.0.0');
  await page.call('runCommand', ID, 'export').catch(() => undefined);
  // The window has no port to it yet, and so nobody to wait for.
  page.events.length = 0;
  await install(page, '2.0.0');
  expect(page.events.some(({ type }) => type === 'upgrade-freeze')).toBe(false);
});

test.each(['saveState', 'deactivate'] as const)(
  'a view that is opened during %s of a stop brings it back',
  async (step) => {
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<null>();
    const hold = (): Promise<null> => {
      reached.resolve();
      return goOn.promise;
    };
    const slow: ScriptedAddin =
      step === 'saveState' ? { saveState: hold } : { deactivate: async () => void (await hold()) };
    const { load, launcher } = await openHost({ '1.0.0': { views: ['note'], ...slow } });
    const page = load();
    await install(page, '1.0.0');
    await page.call('connect', ID);
    const stop = page.call('stop', ID);
    await reached.promise;
    await page.call('openView', ID, 'note');
    goOn.resolve(null);
    await stop;
    await expect.poll(() => page.viewPorts.at(-1)).toBe('notes 2 current');
    expect(launcher.living).toHaveLength(1);
  },
);

test('a page that is loaded anew gets everything again', async () => {
  const { load, launcher } = await openHost({ '1.0.0': keeper, '2.0.0': keeper });
  const first = load();
  await install(first, '1.0.0');
  await first.call('openView', ID, 'note');
  await first.call('connect', ID);
  const second = load();
  const { addins, frames } = await second.call('snapshot');
  expect([addins[0]?.state, frames.map(({ title }) => title)]).toEqual(['running', ['Note']]);
  await second.call('connect', ID);
  expect(second.viewPorts).toEqual(['notes 1 current']);
  await install(second, '2.0.0');
  expect([launcher.launched.length, second.viewPorts.at(-1)]).toEqual([2, 'notes 2 candidate']);
});

test('a page that goes away in the middle of an upgrade holds nothing up', async () => {
  const { load, launcher } = await openHost({ '1.0.0': keeper, '2.0.0': keeper });
  const first = load();
  await install(first, '1.0.0');
  await first.call('connect', ID);
  const result = await first.call('stagePackage', upload('2.0.0'));
  if (!result.ok) throw new Error('refused');
  // It never answers for the first picture: it is loaded anew just then.
  const second = Promise.withResolvers<ReturnType<typeof load>>();
  first.draw = () => second.resolve(load());
  first.call('installStaged', result.staged.stageId).catch(() => undefined);
  const page = await second.promise;
  await page.call('connect', ID);
  expect(page.viewPorts.at(-1)).toBe('notes 2 current');
  await expect.poll(() => launcher.living.length).toBe(1);
});

test('titles that change in a loop reach the window once in a while, and the last one does', async () => {
  const { load } = await openHost({
    '1.0.0': {
      commands: {
        async export(host) {
          const frameId = await host.call('frames.open', [{ view: 'note', params: null }]);
          for (let title = 1; title <= 50; title++) await host.call('frames.update', [frameId, { title: `${title}` }]);
        },
      },
    },
  });
  const page = load();
  await install(page, '1.0.0');
  await page.call('runCommand', ID, 'export');
  await page.seen('frame-update', ({ title }) => title === '50');
  expect(page.events.filter(({ type }) => type === 'frame-update').length).toBeLessThan(25);
});

type GuestHost = Parameters<NonNullable<ScriptedAddin['activate']>>[1];
const greet = (host: GuestHost) => host.call('ui.notify', [{ title: 'hello' }]);

test('a question out of the blue waits until it is opened; one because of a command does not', async () => {
  const { load } = await openHost({
    '1.0.0': {
      activate: (_activation, host) => void greet(host).catch(() => undefined),
      commands: { export: greet },
    },
  });
  const page = load();
  await install(page, '1.0.0');
  await page.call('connect', ID);
  expect(await page.seen('questions-waiting')).toMatchObject({ waiting: [{ addinId: ID }] });
  expect(await page.call('snapshot')).toMatchObject({ prompts: [], waiting: [{ addinId: ID }] });
  await page.call('openQuestion', ID);
  const { prompt } = await page.seen('prompt');
  expect(prompt).toMatchObject({ addinId: ID, permission: 'ui.notify' });
  await page.seen('questions-waiting', ({ waiting }) => waiting.length === 0);
  await page.call('answerPrompt', prompt.promptId, 'dismiss');

  const command = expect(page.call('runCommand', ID, 'export')).rejects.toMatchObject({ code: 'E_SECURITY' });
  const { prompt: second } = await page.seen('prompt', ({ prompt: { promptId } }) => promptId !== prompt.promptId);
  await page.call('answerPrompt', second.promptId, 'block');
  await command;
  expect((await page.call('snapshot')).prompts).toEqual([]);
});

test('a package that was revoked gets nothing and does not start, from the next start of Bulkhead on', async () => {
  const addins = { '1.0.0': { views: ['note'], commands: { export: () => null } }, '2.0.0': { views: ['note'] } };
  const first = await openHost(addins);
  const page = first.load();
  await install(page, '1.0.0');
  await page.call('runCommand', ID, 'export');
  await first.close();

  const { bytes, fileName } = upload('1.0.0');
  const source = { kind: 'bytes', fileName, bytes: bytes ?? new Uint8Array() } as const;
  const { hash } = await openPackage(source, { hostVersion: '0.1.0' });
  writeFileSync(path.join(first.userData, 'organisation.json'), JSON.stringify({ schemaVersion: 1, revoked: [hash] }));
  const next = await openHost(addins, { userData: first.userData });
  const again = next.load();
  expect((await again.call('snapshot')).addins).toMatchObject([{ state: 'revoked', problem: { code: 'E_REVOKED' } }]);
  for (const start of [again.call('connect', ID), again.call('runCommand', ID, 'export'), again.call('restart', ID)]) {
    await expect(start).rejects.toMatchObject({ code: 'E_REVOKED' });
  }
  expect(next.launcher.launched).toEqual([]);
  expect(await again.call('stagePackage', upload('1.0.0'))).toMatchObject({
    ok: false,
    problem: { code: 'E_REVOKED' },
  });
  const rows = await again.call('permissions');
  expect(rows.map(({ effect, ceiling }) => [effect, ceiling])).toEqual([
    ['deny', 'deny'],
    ['deny', 'deny'],
    ['deny', 'deny'],
  ]);
  expect(rows[0]?.because[0]).toContain('revoked package');

  await install(again, '2.0.0');
  await again.call('connect', ID);
  expect((await again.call('snapshot')).addins).toMatchObject([{ state: 'running', problem: null }]);
});

test('what was blocked does not start, whoever wants it, until a person enables it', async () => {
  const { load, launcher } = await openHost({ '1.0.0': { views: ['note'], commands: { export: greet } } });
  const page = load();
  await install(page, '1.0.0');
  const command = expect(page.call('runCommand', ID, 'export')).rejects.toMatchObject({ code: 'E_SECURITY' });
  const { prompt } = await page.seen('prompt');
  // As the window does it for "Block this add-in".
  await Promise.all([page.call('answerPrompt', prompt.promptId, 'block'), page.call('setEnabled', ID, false)]);
  await command;
  await expect.poll(() => launcher.living).toEqual([]);
  await page.call('openView', ID, 'note');
  for (const start of [page.call('connect', ID), page.call('runCommand', ID, 'export'), page.call('restart', ID)]) {
    await expect(start).rejects.toMatchObject({ code: 'E_DISABLED' });
  }
  expect(launcher.launched).toHaveLength(1);
  await page.call('setEnabled', ID, true);
  await page.call('connect', ID);
  expect(launcher.living).toHaveLength(1);
});

test('what was there comes back with the next start: frames, states, add-ins', async () => {
  const seen: unknown[] = [];
  const addins = { '1.0.0': { ...keeper, restoreState: (state: unknown) => void seen.push(state) } };
  const first = await openHost(addins);
  const page = first.load();
  await install(page, '1.0.0');
  await page.call('openView', ID, 'note');
  await page.call('connect', ID);
  await first.close();
  expect(first.launcher.living).toEqual([]);

  const second = await openHost(addins, { userData: first.userData });
  const again = second.load();
  const { addins: cards, frames } = await again.call('snapshot');
  expect([cards[0]?.state, frames.length]).toEqual(['stopped', 1]);
  await again.call('connect', ID);
  expect(seen).toEqual(['half a sentence']);
});

test('closing during an upgrade, a start and a call leaves no process and no promise behind', async () => {
  const never = new Promise<void>(() => undefined);
  const { load, launcher, close } = await openHost({
    '1.0.0': { commands: { export: () => never } },
    '2.0.0': { activate: () => never },
    '3.0.0': { activate: () => never },
  });
  const page = load();
  await install(page, '1.0.0');
  await install(page, '3.0.0', 'other');
  const outcomes = Promise.allSettled([
    page.call('runCommand', ID, 'export'),
    page.call('connect', 'other'),
    install(page, '2.0.0'),
  ]);
  await expect.poll(() => launcher.living.length).toBe(3);
  await close();
  expect(launcher.living).toEqual([]);
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

test('the log of a start and an end holds nothing that went wrong inside', async () => {
  const { load, close, userData } = await openHost({ '1.0.0': keeper });
  const page = load();
  await install(page, '1.0.0');
  await page.call('connect', ID);
  await close();
  const log = path.join(userData, 'bulkhead', 'bulkhead.log');
  let text = '';
  try {
    text = readFileSync(log, 'utf8');
  } catch {
    // Nothing was worth a line.
  }
  expect(text).toBe('');
});
