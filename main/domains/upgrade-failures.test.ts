import { expect, test } from 'vitest';
import { toBulkheadError } from '../../addins/protocol/errors.ts';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import {
  createDomainFixture,
  type DomainFixture,
  expectNothingLeft,
  gate,
  packageOf,
  pass,
  settle,
  standStill,
} from './testing/domain-fixture.ts';
import { expectOldServes, keeper, newer, running, text } from './testing/upgrade-fixture.ts';

const refusing = (words: string) => () => {
  throw new Error(words);
};

const failures: Record<string, { v1?: ScriptedAddin; v2: ScriptedAddin; reason: string; words: string }> = {
  'its script throws': {
    v2: { load: refusing('cannot load') },
    reason: 'E_START_FAILED',
    words: 'cannot load',
  },
  'the old one throws in saveState': {
    v1: { saveState: refusing('not now') },
    v2: {},
    reason: 'E_ADDIN',
    words: 'not now',
  },
  'the state is too large': {
    v1: { saveState: () => 'x'.repeat(1_100_000) },
    v2: {},
    reason: 'E_QUOTA',
    words: 'The saved data is too large.',
  },
  'the state is no plain data': {
    v1: { saveState: () => new Map() },
    v2: {},
    reason: 'E_NOT_SERIALIZABLE',
    words: '"saveState" must answer plain data within the limits: text, numbers, lists and records.',
  },
  'it refuses the state': {
    v2: { restoreState: refusing('what is this?') },
    reason: 'E_STATE_REJECTED',
    words: 'It could not take over the saved data: what is this?',
  },
  'its activation throws': {
    v2: { activate: refusing('no licence key') },
    reason: 'E_ADDIN',
    words: 'no licence key',
  },
};

test.each(Object.entries(failures))('the old version serves on when %s', async (_name, { v1, v2, reason, words }) => {
  const fixture = await running(v1 ?? keeper, v2);
  const upgrade = fixture.domain.upgradeTo(newer());
  await expect(upgrade).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', message: words, detail: { reason } });
  const froze = reason !== 'E_START_FAILED';
  expect(fixture.window.seen).toEqual(froze ? ['introduce 2', 'freeze 1', 'abandon 2'] : []);
  await expectOldServes(fixture);
});

test('the walls of the new process have a hole', async () => {
  const fixture = await running(keeper, {});
  fixture.launcher.traits = { hello: { holes: ['it could open a file'] } };
  const upgrade = fixture.domain.upgradeTo(newer());
  await expect(upgrade).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', detail: { reason: 'E_WALL' } });
  await expectOldServes(fixture);
});

test('the new process cannot be started at all', async () => {
  const fixture = await running(keeper, {});
  fixture.launcher.refuses = 'no more processes';
  const upgrade = fixture.domain.upgradeTo(newer());
  await expect(upgrade).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', message: 'no more processes' });
  expect([fixture.domain.state, fixture.domain.current?.number]).toEqual(['running', 1]);
  await fixture.domain.dispose();
});

const slow: Record<string, { v1?: ScriptedAddin; v2: ScriptedAddin; after: number; words: string }> = {
  'the activation of the new one': {
    v2: { activate: () => gate().promise },
    after: 15_100,
    words: 'The new version took too long to start.',
  },
  'saveState of the old one': {
    v1: { saveState: () => gate().promise },
    v2: {},
    after: 2_100,
    words: 'The running version did not hand over its data in time.',
  },
  'restoreState of the new one': {
    v2: { restoreState: () => gate().promise },
    after: 2_100,
    words: 'It could not take over the saved data: It took too long to read it.',
  },
};

test.each(Object.entries(slow))('too slow: %s', async (_name, { v1, v2, after, words }) => {
  standStill();
  const fixture = await running(v1 ?? keeper, v2);
  const upgrade = expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: words,
  });
  await pass(after);
  await upgrade;
  await expectOldServes(fixture);
});

test('a new process that hangs while it loads costs the window nothing', async () => {
  standStill();
  const fixture = await running(keeper, {});
  fixture.launcher.traits = { spawn: 'late' };
  const upgrade = expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({
    message: 'The new version took too long to start.',
  });
  await settle();
  fixture.launcher.last.sleep();
  fixture.launcher.last.spawn();
  await pass(15_100);
  await upgrade;
  expect(fixture.window.seen).toEqual([]);
  await expectOldServes(fixture);
});

test('a refused state is no obstacle where the new version does not need it', async () => {
  const fixture = await running(keeper, { restoreState: refusing('what is this?') });
  await fixture.domain.upgradeTo(newer({ required: false }));
  expect(fixture.domain.current?.number).toBe(2);
  await fixture.domain.dispose();
});

test('without state there is nothing to refuse', async () => {
  const fixture = await running({}, { restoreState: refusing('what is this?') });
  await fixture.domain.upgradeTo(newer());
  expect(fixture.domain.current?.number).toBe(2);
  await fixture.domain.dispose();
});

test('the window does not come to rest', async () => {
  const fixture = await running(keeper, {});
  fixture.window.onFreeze = () => Promise.reject(toBulkheadError(new Error('still typing')));
  await expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: 'still typing',
  });
  await expectOldServes(fixture);
});

test('a frame of the new version cannot be drawn', async () => {
  const fixture = await running(keeper, {});
  fixture.window.onDraw = () => Promise.reject(toBulkheadError(new Error('the view failed')));
  await expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: 'the view failed',
  });
  expect(fixture.window.seen).toEqual(['introduce 2', 'freeze 1', 'draw 2', 'abandon 2']);
  await expectOldServes(fixture);
});

/** Where the new process ends: a hook of the add-in, or a wait of the window. */
const ends: Record<string, (fixture: DomainFixture, end: () => void) => void> = {
  load: ({ addins }, end) => addins.set('v2', { load: end }),
  freeze: ({ window }, end) => {
    window.onFreeze = () => gateAfter(end);
  },
  saveState: ({ addins }, end) => addins.set('v1', { saveState: () => gateAfter(end) }),
  restoreState: ({ addins }, end) => addins.set('v2', { restoreState: end }),
  activate: ({ addins }, end) => addins.set('v2', { activate: end }),
  draw: ({ window }, end) => {
    window.onDraw = () => gateAfter(end);
  },
};

/** Waits for ever, after `task`. */
function gateAfter(task: () => void): Promise<never> {
  task();
  return new Promise(() => undefined);
}

const CASES = Object.keys(ends).flatMap((step) => [true, false].map((exitBeforeClose) => ({ step, exitBeforeClose })));

test.each(CASES)('the new process ends during $step (exit seen first: $exitBeforeClose)', async (options) => {
  const { step, exitBeforeClose } = options;
  const fixture = createDomainFixture({ v1: { ...keeper }, v2: {} });
  fixture.launcher.traits = { exitBeforeClose };
  ends[step]?.(fixture, () => fixture.launcher.last.exit(11));
  await fixture.domain.start(packageOf('v1'));
  await expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED' });
  await settle();
  expect(fixture.domain.current).toMatchObject({ number: 1, state: 'current' });
  expect([fixture.domain.state, fixture.released, fixture.crashes]).toEqual(['running', [2], []]);
  expect(fixture.window.seen.includes('abandon 2')).toBe(step !== 'load');
  await fixture.domain.dispose();
  expectNothingLeft(fixture);
});

test.each(Object.keys(ends))('the old process ends during %s: that is a crash, and no upgrade', async (step) => {
  const fixture = createDomainFixture({ v1: { ...keeper }, v2: {} });
  const { domain, launcher } = fixture;
  // Were it seen after the flip, it would be nobody's loss.
  launcher.traits = { exitBeforeClose: true };
  ends[step]?.(fixture, () => launcher.launched[0]?.exit(11));
  await domain.start(packageOf('v1'));
  await expect(domain.upgradeTo(newer())).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: "The add-in's process ended unexpectedly (it crashed).",
  });
  expect([domain.state, fixture.crashes.length, domain.current]).toEqual(['failed', 1, undefined]);
  await settle();
  expectNothingLeft(fixture);
});

test.each(Object.keys(ends))('stop during %s: everything ends, and nothing is called a crash', async (step) => {
  const fixture = createDomainFixture({ v1: { ...keeper }, v2: {} });
  const { domain, states } = fixture;
  const stops: Promise<void>[] = [];
  ends[step]?.(fixture, () => void stops.push(domain.stop('you stopped it')));
  await domain.start(packageOf('v1'));
  standStill();
  const upgrade = expect(domain.upgradeTo(newer())).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED' });
  await pass(2_100);
  await upgrade;
  await Promise.all(stops);
  expect([domain.state, fixture.crashes]).toEqual(['stopped', []]);
  if (step !== 'saveState') expect(states.get('notes')?.value).toEqual({ text });
  expectNothingLeft(fixture);
});

test.each(Object.keys(ends))('dispose during %s: nothing is left', async (step) => {
  const fixture = createDomainFixture({ v1: { ...keeper }, v2: {} });
  const disposals: Promise<void>[] = [];
  ends[step]?.(fixture, () => void disposals.push(fixture.domain.dispose()));
  await fixture.domain.start(packageOf('v1'));
  await expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED' });
  await Promise.all(disposals);
  expect([fixture.domain.state, fixture.crashes, fixture.domain.current]).toEqual(['stopped', [], undefined]);
  expectNothingLeft(fixture);
});

test.each(['exit', 'stop', 'dispose'] as const)('%s in the very moment of the last picture', async (end) => {
  const fixture = createDomainFixture({ v1: { ...keeper }, v2: {} });
  const { domain, launcher, window } = fixture;
  launcher.traits = { exitBeforeClose: true };
  await domain.start(packageOf('v1'));
  const ending: Promise<void>[] = [];
  window.onDraw = () => {
    if (end === 'exit') launcher.last.exit(11);
    else ending.push(end === 'stop' ? domain.stop('test') : domain.dispose());
    return Promise.resolve();
  };
  await expect(domain.upgradeTo(newer())).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED' });
  await Promise.all(ending);
  expect(domain.current?.number).toBe(end === 'exit' ? 1 : undefined);
  await domain.dispose();
  expectNothingLeft(fixture);
});
