import { expect, test } from 'vitest';
import { toBulkheadError } from '../../addins/protocol/errors.ts';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import {
  createDomainFixture,
  expectNothingLeft,
  gate,
  packageOf,
  pass,
  settle,
  standStill,
} from './testing/domain-fixture.ts';
import { expectOldServes, keeper, newer, running, text } from './testing/upgrade-fixture.ts';

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
  window.onDraw = async () => void steps.push('draw');
  const old = await domain.start(packageOf('v1'));
  const result = await domain.upgradeTo(newer());
  expect(steps).toEqual([
    'load v2',
    'freeze',
    'save',
    `restore {"text":"${text}"} 1`,
    'activate upgrade 1.0.0',
    'draw',
  ]);
  expect(window.seen).toEqual(['introduce 2', 'freeze 1', 'draw 2', 'commit 2']);
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
  expect(fixture.notes).toEqual(['Version 1.0.0 was ended before all of its work was done.']);
  await domain.dispose();
  expectNothingLeft(fixture);
});

test('an old version that crashes while it finishes its work is nobody’s crash, but is said', async () => {
  const fixture = createDomainFixture({ v1: { commands: { export: () => gate().promise } }, v2: {} });
  const { domain, launcher } = fixture;
  launcher.traits = { exitBeforeClose: true };
  await domain.start(packageOf('v1'));
  const call = expect(domain.current?.session.call('command.run', ['export'])).rejects.toMatchObject({
    code: 'E_CRASHED',
  });
  await settle();
  await domain.upgradeTo(newer());
  const old = domain.generations[0];
  launcher.launched[0]?.exit(11);
  await old?.whenExited;
  await call;
  await settle();
  expect([fixture.crashes, fixture.notes]).toEqual([[], ['Version 1.0.0 was ended before all of its work was done.']]);
  expect(domain.state).toBe('running');
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
  fixture.window.onDraw = () => painting.promise;
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
