import { expect, test } from 'vitest';
import { toBulkheadError } from '../../addins/protocol/errors.ts';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import type { LoadedPackage } from './generation.ts';
import {
  createDomainFixture,
  type DomainFixture,
  expectNothingLeft,
  gate,
  type PackageOptions,
  packageOf,
  pass,
  settle,
  standStill,
} from './testing/domain-fixture.ts';

const text = 'half a sentence';
const keeper: ScriptedAddin = { saveState: () => ({ text }) };
const newer = (options: PackageOptions = {}): LoadedPackage => packageOf('v2', { version: '2.0.0', ...options });

async function running(v1: ScriptedAddin, v2: ScriptedAddin): Promise<DomainFixture> {
  const fixture = createDomainFixture({ v1, v2 });
  await fixture.domain.start(packageOf('v1'));
  fixture.stateNames.length = 0;
  return fixture;
}

/** The old version serves as if nothing had happened, and the new one is gone. */
async function expectOldServes(fixture: DomainFixture): Promise<void> {
  const { domain, launcher, released } = fixture;
  await settle();
  expect(domain.current).toMatchObject({ number: 1, state: 'current' });
  expect(domain.state).toBe('running');
  expect(launcher.living).toHaveLength(1);
  expect(released).toEqual([2]);
  expect((await domain.current?.session.call('domain.ping', []))?.openCalls).toBe(0);
  expect(fixture.crashes).toEqual([]);
  await domain.dispose();
  expectNothingLeft(fixture);
}

test('success: the order of the steps, the state, the end of the old one', async () => {
  const steps: string[] = [];
  const fixture = createDomainFixture({
    v1: {
      saveState() {
        steps.push('save');
        return { text };
      },
      deactivate: (reason) => void steps.push(`deactivate ${reason}`),
    },
    v2: {
      load: () => steps.push('load v2'),
      restoreState: (state, version) => void steps.push(`restore ${JSON.stringify(state)} ${version}`),
      activate: ({ reason, previousVersion }) => void steps.push(`activate ${reason} ${previousVersion}`),
    },
  });
  const { domain, window, launcher, states } = fixture;
  window.onFreeze = async () => void steps.push('freeze');
  window.onOffer = async () => void steps.push('offer');
  const old = await domain.start(packageOf('v1'));
  const result = await domain.upgradeTo(newer());
  expect(steps).toEqual([
    'load v2',
    'freeze',
    'save',
    `restore {"text":"${text}"} 1`,
    'activate upgrade 1.0.0',
    'offer',
  ]);
  expect(window.seen).toEqual(['freeze 1', 'offer 2', 'commit 2']);
  expect(result).toMatchObject({ framesKept: 2, state: { version: 1, value: { text } } });
  expect(domain.current).toBe(result?.next);
  expect([domain.state, domain.current?.state]).toEqual(['running', 'current']);
  await old.whenExited;
  expect(steps.at(-1)).toBe('deactivate replaced');
  expect([launcher.living.length, fixture.released]).toEqual([1, [1]]);
  // For a crash of the new one, and for the way back.
  expect([states.get('notes')?.value, states.get('notes', 'before')?.value]).toEqual([{ text }, { text }]);
  expect(fixture.stateNames).toEqual(['starting', 'running', 'upgrading', 'running']);
  await domain.dispose();
  expectNothingLeft(fixture);
});

test('nothing is replaced where nothing runs', async () => {
  const fixture = createDomainFixture({ v2: {} });
  expect(await fixture.domain.upgradeTo(newer())).toBeUndefined();
  expect([fixture.launcher.launched, fixture.stateNames]).toEqual([[], []]);
});

test('a call under way is answered by the old version, which ends only then', async () => {
  const work = gate<string>();
  const fixture = await running({ commands: { export: () => work.promise } }, {});
  const { domain, launcher } = fixture;
  const old = domain.current;
  const answers: string[] = [];
  const call = old?.session.call('command.run', ['export']).then(() => answers.push('export done'));
  await settle();
  await domain.upgradeTo(newer());
  await settle();
  expect([old?.state, launcher.living.length, domain.current?.number]).toEqual(['doomed', 2, 2]);
  work.resolve('');
  await Promise.all([call, old?.whenExited]);
  expect([answers, old?.state]).toEqual([['export done'], 'ended']);
  await domain.dispose();
  expectNothingLeft(fixture);
});

test('an effect under way is waited for, and the one that follows from it', async () => {
  const fixture = await running(
    {
      // No call of anybody: a handler of its own, as after a press in its view.
      activate(_activation, host) {
        void host.call('storage.set', ['a', 1]).then(() => host.call('storage.set', ['b', 2]));
      },
    },
    {},
  );
  const old = fixture.domain.current;
  await fixture.domain.upgradeTo(newer());
  await old?.whenExited;
  expect(fixture.hostCalls.map(({ args }) => args[0])).toEqual(['a', 'b']);
  await fixture.domain.dispose();
});

test('work that never ends holds the old version for half a minute', async () => {
  standStill();
  const fixture = await running({ commands: { export: () => gate().promise } }, {});
  const { domain, launcher } = fixture;
  domain.current?.session.call('command.run', ['export']).catch(() => undefined);
  await settle();
  await domain.upgradeTo(newer());
  await pass(29_000);
  expect(launcher.living).toHaveLength(2);
  await pass(1_200);
  expect(launcher.living).toHaveLength(1);
  await domain.dispose();
  expectNothingLeft(fixture);
});

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
  expect(fixture.window.seen).toEqual(froze ? ['freeze 1', 'abandon 2'] : []);
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
  fixture.window.onOffer = () => Promise.reject(toBulkheadError(new Error('the view failed')));
  await expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: 'the view failed',
  });
  expect(fixture.window.seen).toEqual(['freeze 1', 'offer 2', 'abandon 2']);
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
  offer: ({ window }, end) => {
    window.onOffer = () => gateAfter(end);
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
  window.onOffer = () => {
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

test('a second upgrade meanwhile is refused, and the first goes on', async () => {
  const loading = gate();
  const fixture = await running(keeper, { activate: () => loading.promise });
  const first = fixture.domain.upgradeTo(newer());
  await expect(fixture.domain.upgradeTo(newer())).rejects.toMatchObject({ code: 'E_IN_PROGRESS' });
  loading.resolve();
  expect((await first)?.next.number).toBe(2);
  await fixture.domain.dispose();
  expectNothingLeft(fixture);
});

test('at most two versions are alive: the next upgrade waits for the one before the running one', async () => {
  const work = gate();
  const fixture = createDomainFixture({ v1: { commands: { export: () => work.promise } }, v2: {}, v3: {} });
  const { domain, launcher } = fixture;
  await domain.start(packageOf('v1'));
  domain.current?.session.call('command.run', ['export']).catch(() => undefined);
  await settle();
  await domain.upgradeTo(newer());
  const third = domain.upgradeTo(packageOf('v3', { version: '3.0.0' }));
  await settle();
  expect([launcher.launched.length, domain.current?.number]).toEqual([2, 2]);
  work.resolve();
  expect((await third)?.next.number).toBe(3);
  await domain.dispose();
  expectNothingLeft(fixture);
});

test('who asks for the add-in during the hand-over gets the version that comes out of it', async () => {
  const painting = gate();
  const fixture = await running(keeper, {});
  fixture.window.onOffer = () => painting.promise;
  const upgrade = fixture.domain.upgradeTo(newer());
  await settle();
  const asked = fixture.domain.start(packageOf('v1'));
  // The slow part is over and the window is frozen: nothing new may reach the old one.
  await settle();
  painting.resolve();
  await upgrade;
  expect((await asked).number).toBe(2);
  await fixture.domain.dispose();
});

test('a snapshot of the old version does not overwrite what the new one saved', async () => {
  const slowSave = gate<{ text: string }>();
  let saves = 0;
  const fixture = await running({ saveState: () => (saves++ === 0 ? slowSave.promise : { text: 'handed over' }) }, {});
  const snapshot = fixture.domain.saveState();
  await settle();
  await fixture.domain.upgradeTo(newer());
  slowSave.resolve({ text: 'outdated' });
  await snapshot;
  expect(fixture.states.get('notes')?.value).toEqual({ text: 'handed over' });
  await fixture.domain.dispose();
});

test('a full disk during the flip is said; the new version serves all the same', async () => {
  const fixture = await running(keeper, {});
  fixture.states.put = () => {
    throw toBulkheadError(new Error('the disk is full'));
  };
  await fixture.domain.upgradeTo(newer());
  expect([fixture.domain.current?.number, fixture.notes]).toEqual([
    2,
    ['Its data could not be kept: the disk is full'],
  ]);
  await fixture.domain.dispose();
});

test('on the way back an older version gets the state that it had handed over', async () => {
  const seen: unknown[] = [];
  const v1: ScriptedAddin = { ...keeper, restoreState: (state) => void seen.push(state) };
  const v2: ScriptedAddin = { saveState: () => ({ words: text.split(' ') }) };
  const fixture = await running(v1, v2);
  const { domain, states } = fixture;
  await domain.upgradeTo(newer({ stateVersion: 2 }));
  await domain.saveState();
  expect(states.get('notes')).toMatchObject({ version: 2 });
  await domain.upgradeTo(packageOf('v1'), 'rollback');
  expect([seen, domain.current?.number]).toEqual([[{ text }], 3]);
  await domain.dispose();
  // The same after a crash, when the newer one cannot be asked any more.
  states.put('notes', { version: 2, value: { words: [] } });
  expect(states.readable('notes', 1)?.value).toEqual({ text });
});

test('on the way back to a version that never kept anything it starts afresh', async () => {
  const fixture = await running({}, { saveState: () => ({ words: [] }) });
  await fixture.domain.upgradeTo(newer({ stateVersion: 2 }));
  await fixture.domain.upgradeTo(packageOf('v1'), 'rollback');
  expect(fixture.domain.current?.number).toBe(3);
  await fixture.domain.dispose();
});

test('an upgrade to a version with an older form of the state is refused', async () => {
  const fixture = createDomainFixture({ v1: keeper, v2: {} });
  await fixture.domain.start(packageOf('v1', { stateVersion: 3 }));
  await expect(fixture.domain.upgradeTo(newer({ stateVersion: 2 }))).rejects.toMatchObject({
    detail: { reason: 'E_STATE_REJECTED' },
  });
  await expectOldServes(fixture);
});
