import { expect, test } from 'vitest';
import type { Clock } from '../protocol/clock.ts';
import type { BulkheadError } from '../protocol/errors.ts';
import type { Handlers } from '../protocol/method.ts';
import { domainMethods } from '../protocol/methods/domain-methods.ts';
import { hostMethods } from '../protocol/methods/host-methods.ts';
import { viewMethods } from '../protocol/methods/view-methods.ts';
import { Session } from '../protocol/session.ts';
import { createMemoryPair } from '../protocol/transport.ts';
import { Domain } from './domain.ts';
import { createScriptedSdk, type ScriptedAddin, scriptOf } from './testing/scripted-addin.ts';

const clock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: queueMicrotask,
};
const EPOCH = 1;

/** The host's end and the window's end of one domain, joined by ports that clone. */
function open(addin: ScriptedAddin) {
  const [hostEnd, controlEnd] = createMemoryPair(queueMicrotask, structuredClone);
  const hostCalls: string[] = [];
  const handlers = new Proxy({} as Handlers<typeof hostMethods>, {
    get: (_target, method: string) => (args: unknown[]) => {
      hostCalls.push(`${method} ${JSON.stringify(args)}`);
      return null;
    },
  });
  const violations: BulkheadError[] = [];
  const onViolation = (error: BulkheadError) => violations.push(error);
  const ends = { clock, epoch: EPOCH, onViolation };
  const host = new Session({ ...ends, transport: hostEnd, local: hostMethods, remote: domainMethods, handlers });
  const domain = new Domain({ epoch: EPOCH, clock });
  domain.open({
    transport: controlEnd,
    compartment: {
      globalThis: { __bulkheadSdk: createScriptedSdk(new Map([['addin', addin]])) },
      evaluate: (source) => new Function(`return ${source === '' ? 'undefined' : source}`)() as unknown,
    },
    sdkSource: '',
    hello: () => ({ sdkVersion: '0.1.0', walls: [], holes: [], timings: {} }),
    harden: (value) => value,
    stackOf: (error) => error.message,
  });
  const load = (source = scriptOf('addin')) =>
    host.call('domain.load', [
      { name: 'notes', version: '1.0.0', stateVersion: 1, source, contracts: [], uses: [], offers: [] },
    ]);
  const openView = () => {
    const [windowEnd, viewEnd] = createMemoryPair(queueMicrotask, structuredClone);
    const ui: unknown[] = [];
    const onUi = (message: unknown) => void ui.push(message);
    const session = new Session({ ...ends, transport: windowEnd, local: {}, handlers: {}, remote: viewMethods, onUi });
    domain.openView(viewEnd);
    return { session, ui };
  };
  return { host, domain, load, openView, hostCalls, violations };
}

test('nothing of the add-in answers before its script was loaded', async () => {
  const { host, openView } = open({});
  expect((await host.call('domain.hello', [])).sdkVersion).toBe('0.1.0');
  await host.call('command.run', ['export']).then(
    () => expect.fail('there is no add-in yet'),
    (error: BulkheadError) => expect(error.code).toBe('E_NO_MEMBER'),
  );
  await expect(openView().session.call('addin.call', ['count', []])).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test.each([
  ['throws', 'throw new Error("no licence key")', 'no licence key'],
  ['asks for a module of Node', 'require("node:fs")', 'There is no module "node:fs" for add-ins.'],
  ['asks for what every object has', 'require("constructor")', 'There is no module "constructor" for add-ins.'],
  ['cannot be read', 'const const', /./],
])('a script that %s is a failed start, in its own words', async (_name, source, words) => {
  const { load } = open({});
  await expect(load(source)).rejects.toMatchObject({ code: 'E_START_FAILED' });
  await expect(load(source)).rejects.toThrow(words);
});

test('answers of the wrong form are the add-in’s mistake, not a breach of the contract', async () => {
  const { load, openView, violations } = open({
    calls: {
      date: () => new Date(),
      map: () => new Map(),
      much: () => 'x'.repeat(4_000_000),
      nothing: () => undefined,
    },
  });
  await load();
  const { session } = openView();
  for (const name of ['date', 'map', 'much', 'date', 'date']) {
    await expect(session.call('addin.call', [name, []])).rejects.toMatchObject({
      code: 'E_NOT_SERIALIZABLE',
      message: `"${name}" must answer plain data within the limits: text, numbers, lists and records.`,
    });
  }
  expect(await session.call('addin.call', ['nothing', []])).toBe(null);
  expect([violations, session.closed]).toEqual([[], undefined]);
});

/** As the SDK's own: its class was evaluated a second time, inside of the compartment. */
class SecondError extends Error {
  override name = 'BulkheadError';
  readonly code: unknown;
  readonly detail: unknown;
  constructor(code: unknown, detail: unknown = {}) {
    super('said there');
    this.code = code;
    this.detail = detail;
  }
}

test('a typed error of the SDK keeps its code and facts on every way out', async () => {
  const fail = () => {
    throw new SecondError('E_QUOTA', { left: 0, self: () => undefined });
  };
  const thrower = {
    calls: { fail },
    commands: { fail },
    inspect: fail,
    activate: fail,
    saveState: fail,
    restoreState: fail,
  };
  const { host, load, openView } = open({ ...thrower, services: { 'acme.calc': { fail } } });
  await load();
  const { session } = openView();
  const request = {
    ...{ call: 1, caller: { addinId: 'notes', displayName: 'Notes' }, contract: 'acme.calc', member: 'fail', args: [] },
    ...{ line: 'acme.calc@1', adapters: [], trace: 'a', depth: 1 },
  };
  const ways = {
    'addin.call': session.call('addin.call', ['fail', []]),
    'inspect.expand': session.call('inspect.expand', [3, 'centre', 1]),
    'command.run': host.call('command.run', ['fail']),
    'service.call': host.call('service.call', [request]),
    'domain.activate': host.call('domain.activate', [{ reason: 'start', previousVersion: null }]),
    'domain.saveState': host.call('domain.saveState', []),
    'domain.restoreState': host.call('domain.restoreState', [{ version: 1, value: null }]),
  };
  for (const [way, answer] of Object.entries(ways)) {
    await expect(answer, way).rejects.toMatchObject({ code: 'E_QUOTA', message: 'said there', detail: { left: 0 } });
  }
});

test.each([
  ['a code that there is not', () => new SecondError('E_ANYTHING')],
  ['something that only looks like an error', () => ({ name: 'BulkheadError', code: 'E_QUOTA', message: 'x' })],
  ['a trap', () => new Proxy(new Error('x'), { getPrototypeOf: () => expect.fail(), get: () => expect.fail() })],
  ['nothing', () => undefined],
])('%s is a problem of the add-in, and nothing else', async (_name, make) => {
  const { host, load } = open({
    commands: {
      fail() {
        throw make();
      },
    },
  });
  await load();
  await expect(host.call('command.run', ['fail'])).rejects.toMatchObject({ code: 'E_ADDIN' });
});

test('the host’s methods by name, and no others', async () => {
  const answers: unknown[] = [];
  const { host, load, hostCalls } = open({
    commands: {
      async export(bridge) {
        await bridge.call('storage.set', ['key', 1]);
        bridge.notify('no.such', []);
        bridge.log('warn', 'x'.repeat(3_000));
        for (const name of ['no.such', 'toString', '__proto__']) {
          await bridge.call(name, []).catch((error: BulkheadError) => answers.push(`${error.code} ${error.message}`));
        }
      },
    },
  });
  await load();
  await host.call('command.run', ['export']);
  expect(answers).toEqual(['E_NO_MEMBER no.such', 'E_NO_MEMBER toString', 'E_NO_MEMBER __proto__']);
  expect(hostCalls).toEqual(['storage.set ["key",1]', `log.write ["warn","${'x'.repeat(2_000)}"]`]);
});

test('a new port of the window takes the place of the old one', async () => {
  const { load, openView } = open({ views: ['note'] });
  await load();
  const first = openView();
  await first.session.call('view.mount', [{ frameId: 'f', view: 'note', params: null }]);
  const second = openView();
  await second.session.call('view.mount', [{ frameId: 'f', view: 'note', params: 7 }]);
  expect([first.ui.length, second.ui, first.session.closed?.code]).toEqual([
    1,
    [{ frameId: 'f', view: 'note', params: 7 }],
    'E_DOMAIN_UNLOADED',
  ]);
});

test('the pulse counts calls that run', async () => {
  const work = Promise.withResolvers<void>();
  const { host, load } = open({ commands: { export: () => work.promise } });
  await load();
  const call = host.call('command.run', ['export']);
  expect(await host.call('domain.ping', [])).toMatchObject({ openCalls: 1 });
  work.resolve();
  await call;
  const { openCalls, heapBytes, busy } = await host.call('domain.ping', []);
  expect([openCalls, heapBytes > 0, busy >= 0 && busy <= 1]).toEqual([0, true, true]);
});

test('questions about objects reach the add-in; an answer of the wrong form is its mistake, not an attack', async () => {
  const asked: unknown[] = [];
  let answer: unknown = null;
  const { load, openView, violations } = open({
    inspect(method, parameters) {
      asked.push([method, parameters]);
      return answer;
    },
  });
  await load();
  const { session } = openView();
  expect(await session.call('inspect.expand', [3, 'centre', 1])).toBeNull();
  expect(asked).toEqual([['inspect.expand', [3, 'centre', 1]]]);
  answer = { handle: 4 };
  const refused = session.call('inspect.expand', [3, 'centre', 1]);
  await expect(refused).rejects.toMatchObject({
    code: 'E_NOT_SERIALIZABLE',
    message: expect.stringContaining('shown'),
  });
  expect(violations).toEqual([]);
});

test('what an add-in tells its window has the form of a notice, or goes nowhere', async () => {
  let bridge: Parameters<NonNullable<ScriptedAddin['activate']>>[1] | undefined;
  let windows = 0;
  const { host, load, openView, violations } = open({
    activate(_, given) {
      bridge = given;
    },
    windowOpened() {
      windows++;
    },
  });
  await load();
  await host.call('domain.activate', [{ reason: 'start', previousVersion: null }]);
  openView();
  expect(windows).toBe(1);
  expect(() => bridge?.notifyWindow('inspect.changed', [1, 2, 'everything'])).toThrow('cannot be shown');
  expect(() => bridge?.notifyWindow('view.mount', [])).toThrow(expect.objectContaining({ code: 'E_NO_MEMBER' }));
  expect(violations).toEqual([]);
});
