import { expect, test } from 'vitest';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { CALC, type Installed, installAddin, openWithCaller, service } from './testing/friends-fixture.ts';

const ONE = `${CALC}@1`;
const TWO = `${CALC}@2`;
const UP = [{ from: ONE, to: TWO }];
const DOWN = [{ from: TWO, to: ONE }];

/** Answers with what the host said of the versions: the SDK runs the adapters, see service-adapters.test.ts there. */
const calc: ScriptedAddin = service(CALC, { add: ({ line, adapters }) => ({ line, adapters }) });

type Manifest = Pick<Installed, 'adapters'> & { version: string };

async function open(offered: Manifest, wanted: Manifest) {
  const opened = await openWithCaller({ calc });
  const { page } = opened;
  const installCalc = ({ version, adapters = [] }: Manifest, own = '1.0.0') =>
    installAddin(page, {
      ...{ name: 'calc', version: own, script: 'calc', adapters },
      provides: [{ contract: CALC, version }],
    });
  await installCalc(offered);
  await installAddin(page, {
    ...{ name: 'notes', version: '1.0.0', script: 'notes', adapters: wanted.adapters ?? [] },
    consumes: [{ contract: CALC, version: wanted.version }],
  });
  const notes = await opened.startCaller();
  const call = (how: Record<string, Plain> = {}) => notes.call('services.call', [CALC, 'add', [], how]);
  const agree = () => notes.call('services.agree', [CALC]);
  const subscribe = () => notes.call('services.subscribe', [CALC]);
  const read = () => notes.read('services.stream', [CALC, 'count', [], {}]);
  return { ...opened, page, call, agree, subscribe, read, installCalc };
}

test('a newer provider is called in the older words, and told to translate', async () => {
  const { call, agree } = await open({ version: '2.0', adapters: DOWN }, { version: '1.0' });
  expect(await agree()).toEqual({ line: ONE, steps: [] });
  expect(await call()).toEqual({ line: ONE, adapters: DOWN });
});

test('an older provider is called in its own words by a caller that translates', async () => {
  const { call, agree } = await open({ version: '1.0' }, { version: '2.0', adapters: UP });
  // Before Calc runs, what is installed is what counts.
  expect(await agree()).toEqual({ line: ONE, steps: UP });
  expect(await call({ speaks: ONE })).toEqual({ line: ONE, adapters: [] });
  expect(await agree()).toEqual({ line: ONE, steps: UP });
});

test('nothing translates: one error, with both versions and what to do', async () => {
  const { call, agree, launcher } = await open({ version: '1.0' }, { version: '2.0' });
  const refusal = {
    code: 'E_NO_ADAPTER',
    message:
      'Notes needs acme.calc 2.0; Calc offers 1.0, and nothing translates from acme.calc@1 to acme.calc@2. ' +
      'One of the two needs an update.',
    remedy: 'Update the older one of the two, or ask the publisher of the newer one for an adapter.',
  };
  await expect(call()).rejects.toMatchObject(refusal);
  await expect(agree()).rejects.toMatchObject(refusal);
  // It is known from the manifests: Calc does not even start.
  expect(launcher.launched).toHaveLength(1);
});

test('the provider is replaced by another version under its caller: old words are turned away, and nothing was done', async () => {
  const { call, agree, installCalc } = await open({ version: '1.0' }, { version: '2.0', adapters: UP });
  await call({ speaks: ONE });
  await installCalc({ version: '2.0' }, '2.0.0');
  await expect(call({ speaks: ONE })).rejects.toMatchObject({
    code: 'E_NO_ADAPTER',
    detail: { line: TWO, isStale: true },
  });
  expect(await agree()).toEqual({ line: TWO, steps: [] });
  expect(await call()).toEqual({ line: TWO, adapters: [] });
});

test('words that nobody agreed on are turned away', async () => {
  const { call } = await open({ version: '1.0' }, { version: '1.0' });
  await expect(call({ speaks: 'acme.other@1' })).rejects.toMatchObject({ code: 'E_NO_ADAPTER' });
});

test('what is told goes through no adapter, and whoever would listen in vain is told so', async () => {
  const { subscribe } = await open({ version: '2.0', adapters: DOWN }, { version: '1.0' });
  await expect(subscribe()).rejects.toMatchObject({ code: 'E_NO_ADAPTER', message: /goes? through no adapter/ });
});

test('a stream goes through no adapter of its reader, who is told so', async () => {
  const { read } = await open({ version: '1.0' }, { version: '2.0', adapters: UP });
  await expect(read().next()).rejects.toMatchObject({
    code: 'E_NO_ADAPTER',
    message: 'Streams of acme.calc go through no adapter of Notes; only Calc could bring one along.',
  });
});
