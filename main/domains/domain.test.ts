import { expect, test } from 'vitest';
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

const text = 'half a sentence';

test('start: walls, script, activation, in that order; then it serves', async () => {
  const steps: string[] = [];
  const v1: ScriptedAddin = {
    load: () => steps.push('script'),
    activate: ({ reason, previousVersion }) => void steps.push(`activate ${reason} ${previousVersion}`),
  };
  const fixture = createDomainFixture({ v1 });
  const { domain, launcher, stateNames } = fixture;
  const generation = await domain.start(packageOf('v1'));
  expect(steps).toEqual(['script', 'activate start null']);
  expect(generation).toMatchObject({ number: 1, state: 'current', pid: launcher.last.pid, hello: { holes: [] } });
  expect(launcher.last.options).toMatchObject({ serviceName: 'bulkhead-notes-1', epoch: 1, heapMegabytes: 64 });
  expect(stateNames).toEqual(['starting', 'running']);
  await domain.stop('test');
  expectNothingLeft(fixture);
});

test('several callers share one start, and the generation that it yields', async () => {
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher } = fixture;
  const starts = await Promise.all([1, 2, 3].map(() => domain.start(packageOf('v1'))));
  expect(new Set(starts).size).toBe(1);
  expect(await domain.start(packageOf('v1'))).toBe(starts[0]);
  expect(launcher.launched).toHaveLength(1);
  await domain.dispose();
  expectNothingLeft(fixture);
});

test('several callers share one failure, and the next start begins anew', async () => {
  let fails = true;
  const v1: ScriptedAddin = {
    activate() {
      if (fails) throw new Error('no licence key');
    },
  };
  const fixture = createDomainFixture({ v1 });
  const { domain, launcher } = fixture;
  const starts = await Promise.allSettled([1, 2].map(() => domain.start(packageOf('v1'))));
  expect(starts.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(launcher.launched).toHaveLength(1);
  expect(domain.state).toBe('failed');
  fails = false;
  await domain.start(packageOf('v1'));
  expect([domain.state, domain.problem]).toEqual(['running', undefined]);
  await domain.stop('test');
  expectNothingLeft(fixture);
});

const failures: Record<string, { addin: ScriptedAddin; code: string; words: string }> = {
  'a script that throws': {
    addin: {
      load() {
        throw new Error('cannot read settings');
      },
    },
    code: 'E_START_FAILED',
    words: 'cannot read settings',
  },
  'an activation that throws': {
    addin: {
      activate() {
        throw new Error('no licence key');
      },
    },
    code: 'E_START_FAILED',
    words: 'no licence key',
  },
};

test.each(Object.entries(failures))(
  'start failure in the words of the add-in: %s',
  async (_name, { addin, code, words }) => {
    const fixture = createDomainFixture({ v1: addin });
    const { domain, crashes } = fixture;
    await expect(domain.start(packageOf('v1'))).rejects.toMatchObject({ code, message: words });
    expect(domain.problem).toMatchObject({ code, message: words });
    // Whoever started it was told; there is nothing to restart.
    expect(crashes).toEqual([]);
    expectNothingLeft(fixture);
  },
);

test('a start that takes too long ends the process', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: { activate: () => gate().promise } });
  const start = expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_START_TIMEOUT' });
  await pass(15_100);
  await start;
  expectNothingLeft(fixture);
});

test('a person who is asked during the start may take their time', async () => {
  standStill();
  const person = gate();
  const fixture = createDomainFixture({
    v1: {
      async activate(_activation, host) {
        await host.call('ui.notify', [{ title: 'Hello', body: '' }]);
        await gate().promise;
      },
    },
  });
  fixture.onHostCall = () => person.promise;
  const start = expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_START_TIMEOUT' });
  await pass(120_000);
  expect(fixture.domain.state).toBe('starting');
  person.resolve();
  await pass(14_000);
  expect(fixture.domain.state).toBe('starting');
  await pass(2_000);
  await start;
  expectNothingLeft(fixture);
});

test('a process that never comes up is a start that took too long', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher, released } = fixture;
  launcher.traits = { spawn: 'never' };
  const start = expect(domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_START_TIMEOUT' });
  await pass(15_100);
  await pass(10_000);
  await start;
  expect([domain.generations, released]).toEqual([[], [1]]);
});

test('a hole in the walls is said, and nothing of the add-in runs', async () => {
  const steps: string[] = [];
  const fixture = createDomainFixture({ v1: { load: () => steps.push('script') } });
  fixture.launcher.traits = { hello: { holes: ['it could open a file'] } };
  const start = fixture.domain.start(packageOf('v1'));
  await expect(start).rejects.toMatchObject({
    code: 'E_WALL',
    message: 'The self-test got through: it could open a file',
  });
  expect(steps).toEqual([]);
  expectNothingLeft(fixture);
});

test('a runtime that gives up before the add-in is there says why in its own words', async () => {
  const fixture = createDomainFixture({ v1: {} });
  fixture.launcher.traits = { spawn: 'late' };
  const start = expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({
    code: 'E_WALL',
    message: 'The system refused a rule.',
  });
  await settle();
  fixture.launcher.last.print('E_WALL: The system refused a rule.\n');
  fixture.launcher.last.exit(1);
  await start;
  expectNothingLeft(fixture);
});

test.each([false, true])('a process that ends while the script runs (exit seen first: %s)', async (exitBeforeClose) => {
  const fixture = createDomainFixture({ v1: { activate: () => fixture.launcher.last.exit(11) } });
  fixture.launcher.traits = { exitBeforeClose };
  const start = fixture.domain.start(packageOf('v1'));
  await expect(start).rejects.toMatchObject({
    code: 'E_START_FAILED',
    message: "The add-in's process ended unexpectedly (it crashed).",
  });
  expectNothingLeft(fixture);
});

test('a launcher that throws is a failed start, not a domain that starts for ever', async () => {
  const fixture = createDomainFixture({ v1: {} });
  fixture.launcher.refuses = 'no more processes';
  const start = fixture.domain.start(packageOf('v1'));
  await expect(start).rejects.toMatchObject({ code: 'E_START_FAILED', message: 'no more processes' });
  expect(fixture.domain.state).toBe('failed');
  expectNothingLeft(fixture);
});

test('stop keeps the state, says goodbye, ends the process; the next start gets the state', async () => {
  const steps: string[] = [];
  const v1: ScriptedAddin = {
    saveState: () => ({ text }),
    restoreState: (state, version) => void steps.push(`restore ${JSON.stringify(state)} ${version}`),
    deactivate: (reason) => void steps.push(`deactivate ${reason}`),
  };
  const fixture = createDomainFixture({ v1 });
  const { domain, stateNames } = fixture;
  await domain.start(packageOf('v1'));
  await domain.stop('you stopped it');
  expect(steps).toEqual(['deactivate you stopped it']);
  expect(fixture.states.get('notes')).toEqual({ version: 1, value: { text } });
  await domain.start(packageOf('v1'));
  expect(steps.at(-1)).toBe(`restore {"text":"${text}"} 1`);
  await Promise.all([domain.stop('once'), domain.stop('twice')]);
  expect(stateNames).toEqual(['starting', 'running', 'stopped', 'starting', 'running', 'stopped']);
  expect(fixture.crashes).toEqual([]);
  expectNothingLeft(fixture);
});

test('stop ends a start that hangs, without calling it a failure', async () => {
  const fixture = createDomainFixture({ v1: { activate: () => gate().promise } });
  const { domain, stateNames } = fixture;
  const start = expect(domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  await domain.stop('you stopped it');
  await start;
  expect(stateNames).toEqual(['starting', 'stopped']);
  expectNothingLeft(fixture);
});

test('stop before the process has come up', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  fixture.launcher.traits = { spawn: 'late' };
  const start = expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  const stop = fixture.domain.stop('you stopped it');
  await pass(1_300);
  expect(fixture.launcher.living).toHaveLength(1);
  fixture.launcher.last.spawn();
  await settle();
  await Promise.all([stop, start]);
  expectNothingLeft(fixture);
});

test('a start that is asked for during a stop begins after it', async () => {
  const goodbye = gate();
  const fixture = createDomainFixture({ v1: { deactivate: () => goodbye.promise } });
  const { domain, launcher, stateNames } = fixture;
  const first = await domain.start(packageOf('v1'));
  const stop = domain.stop('test');
  await settle();
  const start = domain.start(packageOf('v1'));
  await settle();
  expect(launcher.launched).toHaveLength(1);
  goodbye.resolve();
  await stop;
  expect((await start).number).toBe(first.number + 1);
  expect([domain.state, launcher.living.length]).toEqual(['running', 1]);
  expect(stateNames).toEqual(['starting', 'running', 'stopped', 'starting', 'running']);
  await domain.dispose();
  expectNothingLeft(fixture);
});

test('an add-in that does not answer is stopped without waiting for its goodbye', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: { saveState: () => ({ text }) } });
  await fixture.domain.start(packageOf('v1'));
  fixture.launcher.last.sleep();
  const stop = fixture.domain.stop('test');
  await pass(2_100);
  await stop;
  expect(fixture.domain.state).toBe('stopped');
  expectNothingLeft(fixture);
});

test('a goodbye that hangs costs five seconds', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: { deactivate: () => gate().promise } });
  await fixture.domain.start(packageOf('v1'));
  const stop = fixture.domain.stop('test');
  await pass(4_900);
  expect(fixture.launcher.living).toHaveLength(1);
  await pass(200);
  await stop;
  expectNothingLeft(fixture);
});

test('a process that ignores the request to end is killed', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  fixture.launcher.traits = { ignoresKill: true };
  await fixture.domain.start(packageOf('v1'));
  const stop = fixture.domain.stop('test');
  await pass(600);
  await stop;
  expect(fixture.launcher.last.signals).toEqual(['ask', 'kill']);
  expectNothingLeft(fixture);
});

test('a process that nothing ends is given up in words; the domain can start again', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher, released } = fixture;
  launcher.traits = { immortal: true };
  await domain.start(packageOf('v1'));
  const stop = domain.stop('test');
  await pass(10_000);
  await stop;
  expect([domain.state, domain.problem?.code, released]).toEqual(['failed', 'E_CANNOT_UNLOAD', [1]]);
  launcher.traits = {};
  await domain.start(packageOf('v1'));
  expect(domain.state).toBe('running');
  await domain.dispose();
});

test('dispose during a start: nothing runs, and nothing starts any more', async () => {
  const fixture = createDomainFixture({ v1: { activate: () => gate().promise } });
  const { domain } = fixture;
  const start = expect(domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  await domain.dispose();
  await start;
  await expect(domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  expect(domain.state).toBe('stopped');
  expectNothingLeft(fixture);
});

test.each([false, true])('a crash is told once, with its reason (exit seen first: %s)', async (exitBeforeClose) => {
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher, crashes } = fixture;
  launcher.traits = { exitBeforeClose };
  const generation = await domain.start(packageOf('v1'));
  launcher.last.print('FATAL ERROR: heap limit');
  launcher.last.exit(134);
  const exit = await generation.whenExited;
  expect(exit).toMatchObject({
    code: 134,
    expected: false,
    reason: { detail: { lastWords: 'FATAL ERROR: heap limit' } },
  });
  expect(crashes).toEqual(["E_CRASHED The add-in's process ended unexpectedly (it ran out of memory or gave up)."]);
  expect([domain.state, domain.current]).toEqual(['failed', undefined]);
  expectNothingLeft(fixture);
});

test('a domain that breaks off its connection and lives on is ended', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  await fixture.domain.start(packageOf('v1'));
  fixture.launcher.last.hangUp();
  await pass(1_100);
  expect(fixture.crashes).toEqual(['E_CRASHED The add-in was ended because it broke off its connection to Bulkhead.']);
  expectNothingLeft(fixture);
});

test('three messages of the wrong form end it, in words; fewer are forgiven', async () => {
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher, crashes } = fixture;
  await domain.start(packageOf('v1'));
  launcher.last.sendRaw('garbage');
  launcher.last.sendRaw([1, 0, 99]);
  await settle();
  expect(domain.state).toBe('running');
  await domain.stop('test');
  await domain.start(packageOf('v1'));
  expect(crashes).toEqual([]);
  for (let strike = 0; strike < 3; strike++) launcher.last.sendRaw('garbage');
  await settle();
  expect(crashes).toEqual([
    'E_CONTRACT The add-in was ended because it kept sending messages of the wrong form: a message was not a frame.',
  ]);
  expectNothingLeft(fixture);
});

test('a condemned process counts as crashed, with the words of the judge, also before it came up', async () => {
  const fixture = createDomainFixture({ v1: {} });
  const { domain, launcher, crashes } = fixture;
  (await domain.start(packageOf('v1'))).condemn('it used 2,000 MB');
  await settle();
  expect(crashes).toEqual(['E_CRASHED The add-in was ended because it used 2,000 MB.']);
  launcher.traits = { spawn: 'late' };
  const start = expect(domain.start(packageOf('v1'))).rejects.toMatchObject({
    code: 'E_START_FAILED',
    message: 'The add-in was ended because it took all.',
  });
  await settle();
  domain.generations[0]?.condemn('it took all');
  launcher.last.spawn();
  await start;
  expectNothingLeft(fixture);
});

test('what it prints is passed on, but not a flood', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: {} });
  await fixture.domain.start(packageOf('v1'));
  const { output, launcher } = fixture;
  launcher.last.print('one line');
  expect(output).toEqual(['one line']);
  for (let line = 0; line < 100; line++) launcher.last.print('x'.repeat(1_000));
  expect(output.join('').length).toBeLessThan(17_000);
  expect(output.at(-1)).toBe('It prints too much; the rest is left out.');
  await pass(10_100);
  launcher.last.print('later');
  expect(output.at(-1)).toBe('later');
  await fixture.domain.dispose();
});

test('a snapshot is kept, and kept again only when something changed', async () => {
  let typed = 'a';
  const fixture = createDomainFixture({ v1: { saveState: () => ({ typed }) } });
  const { domain, states } = fixture;
  expect(await domain.saveState()).toBe(true);
  await domain.start(packageOf('v1'));
  await domain.saveState();
  expect(states.get('notes')?.value).toEqual({ typed: 'a' });
  typed = 'ab';
  await domain.saveState();
  expect(states.get('notes')?.value).toEqual({ typed: 'ab' });
  await domain.dispose();
});

test('a snapshot that cannot be taken is said once and ends nothing', async () => {
  const v1: ScriptedAddin = {
    saveState() {
      throw new Error('not now');
    },
  };
  const fixture = createDomainFixture({ v1 });
  await fixture.domain.start(packageOf('v1'));
  for (let turn = 0; turn < 5; turn++) await fixture.domain.saveState();
  expect(fixture.notes).toEqual(['Its data could not be kept: not now']);
  expect(fixture.domain.state).toBe('running');
  await fixture.domain.stop('test');
  expectNothingLeft(fixture);
});

test.each([
  ['values that are not plain', { when: new Date(0) }],
  ['too many values', Array.from({ length: 60_000 }, () => [0])],
  ['too much text', 'x'.repeat(1_100_000)],
])('an honest add-in that keeps %s is told, and never cut off', async (_name, value) => {
  const fixture = createDomainFixture({ v1: { saveState: () => value } });
  await fixture.domain.start(packageOf('v1'));
  for (let turn = 0; turn < 5; turn++) await fixture.domain.saveState();
  await settle();
  expect(fixture.notes).toHaveLength(1);
  expect(fixture.notes[0]).toMatch(/^Its data could not be kept: /);
  expect([fixture.domain.state, fixture.crashes]).toEqual(['running', []]);
  await fixture.domain.dispose();
});

test('a state that the add-in refuses is set aside and it starts afresh', async () => {
  const v1: ScriptedAddin = {
    saveState: () => ({ text }),
    restoreState() {
      throw new Error('what is this?');
    },
  };
  const fixture = createDomainFixture({ v1 });
  await fixture.domain.start(packageOf('v1'));
  await fixture.domain.stop('test');
  await fixture.domain.start(packageOf('v1'));
  expect([fixture.domain.state, fixture.states.get('notes')]).toEqual(['running', undefined]);
  expect(fixture.notes).toEqual(['It could not read the data it had kept, and goes on without: what is this?']);
  await fixture.domain.dispose();
});

test('a state that ends the process is not given to the next one', async () => {
  const fixture = createDomainFixture({ v1: { restoreState: () => fixture.launcher.last.exit(11) } });
  fixture.states.put('notes', { version: 1, value: { text } });
  await expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_START_FAILED' });
  await fixture.domain.start(packageOf('v1'));
  expect(fixture.domain.state).toBe('running');
  await fixture.domain.dispose();
});

test('a state that hangs costs one start, not every start', async () => {
  standStill();
  const fixture = createDomainFixture({ v1: { restoreState: () => gate().promise } });
  fixture.states.put('notes', { version: 1, value: { text } });
  const start = expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_START_TIMEOUT' });
  await pass(15_100);
  await start;
  await fixture.domain.start(packageOf('v1'));
  expect(fixture.domain.state).toBe('running');
  await fixture.domain.dispose();
});

test('a stop while the state is read leaves the state where it is', async () => {
  const fixture = createDomainFixture({ v1: { restoreState: () => gate().promise } });
  fixture.states.put('notes', { version: 1, value: { text } });
  const start = expect(fixture.domain.start(packageOf('v1'))).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await settle();
  await fixture.domain.stop('test');
  await start;
  expect(fixture.states.get('notes')?.value).toEqual({ text });
});
