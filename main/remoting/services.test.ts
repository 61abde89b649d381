import { expect, test } from 'vitest';
import { BulkheadError, type ErrorCode } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { ScriptedAddin, ScriptedServiceCall } from '../../addins/runtime/testing/scripted-addin.ts';
import { nodeClock } from '../base/node-clock.ts';
import { createAddinsFixture } from '../domains/testing/addins-fixture.ts';
import { gate, packageOf, pass, settle, standStill } from '../domains/testing/domain-fixture.ts';
import { CallBook } from './call-book.ts';
import type { Offer } from './provider-choice.ts';
import { Relay } from './relay.ts';
import { type ServiceCall, type ServiceCaller, Services, type ServicesOptions } from './services.ts';

const CALC = 'acme.calc';
const CALLER: ServiceCaller = { addinId: 'notes', displayName: 'Notes', generation: 1 };
const nobody = new AbortController().signal;

const consumer = packageOf('consumer', {
  addinId: 'notes',
  contents: { consumes: [{ contract: CALC, version: '1.0' }] },
});
const calcPackage = (script: string, version: string, { ordered = false, contract = CALC } = {}) =>
  packageOf(script, {
    ...{ addinId: 'calc', version },
    contents: { provides: [{ contract, version: '1.0', ordered }] },
  });
const v1 = calcPackage('v1', '1.0.0');
const v2 = calcPackage('v2', '2.0.0');

const calc = (member: (call: ScriptedServiceCall) => unknown): ScriptedAddin => ({
  services: { [CALC]: { add: member } },
});
const sum = calc(({ args }) => (args as number[]).reduce((total, value) => total + value, 0));

/** Notes runs, Calc is installed and runs when it is called. */
async function open(scripted: Readonly<Record<string, ScriptedAddin>>, more: Partial<ServicesOptions> = {}) {
  const fixture = createAddinsFixture({ consumer: {}, v1: {}, v2: {}, ...scripted });
  const { addins, catalog } = fixture;
  const offersOf = (contract: string): Offer[] =>
    [...catalog.entries.values()].flatMap(({ id, enabled, manifest }) =>
      manifest.provides
        .filter((provided) => provided.contract === contract)
        .map((provided) => ({
          addinId: id,
          displayName: id === 'calc' ? 'Calc' : id,
          enabled,
          provided,
          adapters: manifest.adapters,
        })),
    );
  const calls = new CallBook(nodeClock);
  const services = new Services({
    ...{ addins, offersOf, calls, relay: new Relay({ calls, nameOf: (id) => id }) },
    preferredFor: () => undefined,
    ...more,
  });
  await fixture.install(consumer);
  await fixture.install(v1);
  await addins.start('notes');
  const call = (request: Partial<ServiceCall> = {}, signal: AbortSignal = nobody): Promise<Plain> =>
    services.call(
      CALLER,
      {
        ...{ contract: CALC, member: 'add', args: [1, 2], deadline: undefined, idempotent: false, within: undefined },
        speaks: undefined,
        ...request,
      },
      signal,
    );
  const version = () => addins.domain('calc')?.current?.loaded.manifest.version;
  return { ...fixture, services, call, version };
}

test('a call starts its provider, which hears who calls, and answers', async () => {
  const heard: unknown[] = [];
  const { call, launcher, services } = await open({
    v1: calc(({ host: _host, signal: _signal, ...request }) => {
      heard.push(request);
      return request.args.length;
    }),
  });
  expect(launcher.launched).toHaveLength(1);
  expect(await call({ args: ['a', { addinId: 'forged' }] })).toBe(2);
  expect(launcher.launched).toHaveLength(2);
  expect(heard).toMatchObject([
    {
      caller: { addinId: 'notes', displayName: 'Notes' },
      ...{ contract: CALC, member: 'add', depth: 1 },
      args: ['a', { addinId: 'forged' }],
    },
  ]);
  expect(services.waitForGraph()).toEqual([]);
});

test('what the provider throws is what the caller gets; what only the host may say it cannot make up', async () => {
  const { call } = await open({
    v1: calc(({ args: [code] }) => {
      throw new BulkheadError(code as ErrorCode, { message: 'no', detail: { permission: 'net.fetch' } });
    }),
  });
  await expect(call({ args: ['E_QUOTA'] })).rejects.toMatchObject({ code: 'E_QUOTA', message: 'no' });
  for (const reason of ['E_SECURITY', 'E_CRASHED', 'E_DOMAIN_UNLOADED', 'E_REVOKED', 'E_OUTCOME_UNKNOWN']) {
    await expect(call({ args: [reason] })).rejects.toMatchObject({
      code: 'E_ADDIN',
      message: 'no',
      detail: { reason },
    });
  }
  await expect(call({ member: 'missing' })).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test('giving up reaches the provider, and so does the deadline', async () => {
  standStill();
  const ended: string[] = [];
  const { call, services } = await open({
    v1: calc(({ signal, args: [name] }) => {
      signal.onAbort(() => ended.push(`${String(name)} ${signal.isAborted()}`));
      return gate().promise;
    }),
  });
  const impatient = new AbortController();
  const cancelled = call({ args: ['cancel'] }, impatient.signal);
  const late = call({ args: ['deadline'], deadline: 200 });
  const refusals = Promise.allSettled([cancelled, late]);
  await settle();
  expect(services.waitForGraph().map(({ state }) => state)).toEqual(['running', 'running']);
  impatient.abort();
  await pass(300);
  expect((await refusals).map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual([
    'E_CANCELLED',
    'E_CALL_TIMEOUT',
  ]);
  expect(ended).toEqual(['cancel true', 'deadline true']);
  expect(services.waitForGraph()).toEqual([]);
});

test('an upgrade: what is under way finishes on the old version, what comes during the swap waits for the new one', async () => {
  const work = gate<string>();
  const saving = gate<null>();
  const order: unknown[] = [];
  const { call, install, version, services } = await open({
    v1: { ...calc(() => work.promise), saveState: () => saving.promise },
    v2: calc(({ args: [index] }) => {
      order.push(index);
      return 'v2';
    }),
  });
  const underWay = call();
  await settle();
  const upgrade = install(v2);
  await settle();
  const indexes = Array.from({ length: 50 }, (_, index) => index);
  const waiting = indexes.map((index) => call({ args: [index] }));
  await settle();
  expect(services.waitForGraph().filter(({ state }) => state === 'waiting')).toHaveLength(50);
  saving.resolve(null);
  await upgrade;
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['v2']));
  expect(order).toEqual(indexes);
  expect([version(), services.waitForGraph().length]).toEqual(['2.0.0', 1]);
  work.resolve('v1');
  expect(await underWay).toBe('v1');
});

test('an upgrade that fails: what waited goes to the version that stays', async () => {
  const saving = gate<null>();
  const { call, install } = await open({
    v1: { ...calc(() => 'v1'), saveState: () => saving.promise },
    v2: { activate: () => Promise.reject(new Error('no')) },
  });
  await call();
  const upgrade = install(v2).catch(() => undefined);
  await settle();
  const waiting = call();
  saving.resolve(null);
  await upgrade;
  expect(await waiting).toBe('v1');
});

test('more calls than a swap holds back are refused, and so are those that wait too long', async () => {
  standStill();
  const { call, install } = await open({ v1: { ...sum, saveState: () => gate<null>().promise } });
  await call();
  install(v2).catch(() => undefined);
  await settle();
  const waiting = Array.from({ length: 1_000 }, () => call({ deadline: 60_000 }).catch((error: unknown) => error));
  await expect(call()).rejects.toMatchObject({ code: 'E_OVERLOAD', message: 'Calc has too many calls to answer.' });
  // The swap gives up after two seconds: everybody is answered by the version that stays.
  await pass(2_500);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([3]));
});

test('a provider that does not become ready in time', async () => {
  standStill();
  const { call } = await open({ v1: { activate: () => gate().promise } });
  const outcome = expect(call({ deadline: 60_000 })).rejects.toMatchObject({
    code: 'E_CALL_TIMEOUT',
    message: 'Calc did not become ready in time.',
  });
  await pass(15_100);
  await outcome;
});

test('a provider that crashes in the middle: once more where that does no harm, else nobody knows', async () => {
  standStill();
  let attempts = 0;
  const fixture = await open({ v1: calc(() => (++attempts > 2 ? 'done' : gate().promise)) });
  const { call, launcher } = fixture;
  const harmless = call({ idempotent: true });
  const other = expect(call()).rejects.toMatchObject({
    code: 'E_OUTCOME_UNKNOWN',
    message: "Calc ended before it answered. The add-in's process ended unexpectedly (it crashed).",
  });
  await settle();
  launcher.last.exit(11);
  await pass(600);
  await other;
  expect(await harmless).toBe('done');
  expect([attempts, launcher.launched.length]).toEqual([3, 3]);
});

test('a call that crashes its provider twice is not made a third time', async () => {
  standStill();
  let attempts = 0;
  const { call, launcher } = await open({
    v1: calc(() => {
      attempts++;
      return gate().promise;
    }),
  });
  const outcome = expect(call({ idempotent: true, deadline: 60_000 })).rejects.toMatchObject({
    code: 'E_OUTCOME_UNKNOWN',
  });
  await settle();
  launcher.last.exit(11);
  await pass(600);
  launcher.last.exit(11);
  await pass(1_500);
  await outcome;
  expect(attempts).toBe(2);
});

test('what a person stops is not started again for the call that it was in the middle of', async () => {
  const { call, addins, launcher } = await open({ v1: calc(() => gate().promise) });
  const outcome = expect(call({ idempotent: true })).rejects.toMatchObject({ code: 'E_OUTCOME_UNKNOWN' });
  await settle();
  await addins.stop('calc', 'you stopped it');
  await outcome;
  expect(launcher.living).toHaveLength(1);
});

test('a version that does not offer the contract any more says so', async () => {
  const fixture = await open({ v1: sum, v2: sum });
  await fixture.call();
  const { entries } = fixture.catalog;
  const installedBefore = entries.get('calc');
  await fixture.install(calcPackage('v2', '2.0.0', { contract: 'acme.other' }));
  // As in the moment in which the row is not written yet.
  if (installedBefore) entries.set('calc', { ...installedBefore });
  await expect(fixture.call()).rejects.toMatchObject({
    code: 'E_CONTRACT',
    message: 'Calc 2.0.0 does not offer acme.calc.',
  });
});

test('a contract that is ordered is answered one call after the other', async () => {
  const gates = [gate<string>(), gate<string>()];
  const begun: unknown[] = [];
  const fixture = await open({
    v1: calc(({ args: [index] }) => {
      begun.push(index);
      return gates[Number(index)]?.promise;
    }),
  });
  await fixture.install(calcPackage('v1', '1.0.1', { ordered: true }));
  const calls = [fixture.call({ args: [0] }), fixture.call({ args: [1] })];
  await settle();
  expect(begun).toEqual([0]);
  gates[0]?.resolve('first');
  gates[1]?.resolve('second');
  expect([await calls[0], await calls[1], begun]).toEqual(['first', 'second', [0, 1]]);
});

test('a provider that may not offer anything any more is cut off; the end of one of its lives cuts nothing', async () => {
  const work = gate<string>();
  const { call, services } = await open({ v1: calc(() => work.promise) });
  const first = call();
  await settle();
  services.withdraw({ addinId: 'calc', generation: 7 });
  expect(services.waitForGraph()).toHaveLength(1);
  services.withdraw({ addinId: 'calc', generation: 1 });
  await expect(first).rejects.toMatchObject({
    code: 'E_SECURITY',
    message: 'Calc does not offer acme.calc any more.',
  });
});

test('whoever watches for loops hears which calls begin and end, also those that fail, by whom and for what', async () => {
  const seen: string[] = [];
  const passed = (callerId: string, name: string) => {
    seen.push(`${callerId}: ${name}`);
    return () => void seen.push('ended');
  };
  const { call } = await open({ v1: sum }, { passed });
  await call();
  await call({ member: 'missing' }).catch(() => undefined);
  expect(seen).toEqual(['notes: acme.calc add', 'ended', 'notes: acme.calc missing', 'ended']);
});

test('events reach whoever subscribed, from the version that serves, until one of the two is gone', async () => {
  const heard: unknown[] = [];
  const { addins, services, call, install, launcher } = await open({
    consumer: { onEvent: (event) => heard.push(event) },
    v1: sum,
    v2: sum,
  });
  await call();
  const event = { contract: CALC, topic: 'rate', value: 1 };
  services.emit({ addinId: 'calc', generation: 1 }, event);
  services.subscribe(CALLER, CALC);
  services.emit({ addinId: 'calc', generation: 1 }, event);
  await settle();
  expect(heard).toMatchObject([event]);
  await install(v2);
  services.emit({ addinId: 'calc', generation: 1 }, { ...event, value: 'old' });
  services.emit({ addinId: 'calc', generation: 2 }, { ...event, value: 2 });
  await settle();
  expect(heard).toMatchObject([event, { ...event, value: 2 }]);
  expect(() => services.emit({ addinId: 'calc', generation: 2 }, { ...event, contract: 'acme.other' })).toThrow(
    expect.objectContaining({ code: 'E_CONTRACT' }),
  );
  const long = 'x'.repeat(70_000);
  expect(() => services.emit({ addinId: 'calc', generation: 2 }, { ...event, value: long })).toThrow(
    expect.objectContaining({ code: 'E_QUOTA' }),
  );
  await addins.stop('notes', 'done');
  services.forget(CALLER);
  expect(services.eventCounts.subscriptions).toBe(0);
  expect(launcher.living).not.toHaveLength(0);
});
