import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import { profilePaths } from './profile-paths.ts';
import {
  CALC,
  type Installed,
  installAddin,
  openWithCaller,
  type ScriptedHost,
  service,
} from './testing/friends-fixture.ts';

const ONE = `${CALC}@1`;
const TWO = `${CALC}@2`;
const UP = [{ from: ONE, to: TWO }];
const DOWN = [{ from: TWO, to: ONE }];

/** Answers with what the host said of the versions: the SDK runs the adapters, see service-adapters.test.ts there. */
const createCalc = (onHost: (host: ScriptedHost) => void): ScriptedAddin => ({
  ...service(CALC, {
    add: ({ line, adapters }) => ({ line, adapters }),
    *count({ line, adapters }) {
      yield { line, adapters };
    },
  }),
  activate: (_activation, host) => onHost(host),
  commands: { go: () => null },
});

type Manifest = Pick<Installed, 'adapters'> & { version: string };

async function open(offered: Manifest, wanted: Manifest) {
  let calcHost: ScriptedHost | undefined;
  const heard: unknown[] = [];
  const calc = createCalc((host) => {
    calcHost = host;
  });
  const opened = await openWithCaller({ calc }, { onEvent: (event) => heard.push(event) });
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
  const read = (how: Record<string, Plain> = {}) => notes.read('services.stream', [CALC, 'count', [], how]);
  const emit = async (topic: string, value: Plain, how: Record<string, Plain> = {}) => {
    await page.call('runCommand', 'calc', 'go');
    return await calcHost?.call('services.emit', [CALC, topic, value, how]);
  };
  const log = () => readFileSync(profilePaths(opened.userData).log, 'utf8');
  return { ...opened, page, call, agree, subscribe, read, emit, heard, installCalc, log };
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

test('what is told is told once more for those who need other words, and only for them', async () => {
  const { subscribe, emit, heard, call } = await open({ version: '2.0', adapters: DOWN }, { version: '1.0' });
  await call();
  expect(await emit('calculated', [1])).toEqual([]);
  await subscribe();
  expect(await emit('calculated', [1])).toEqual([{ line: ONE, steps: DOWN }]);
  expect(await emit('changed', [1], { speaks: ONE })).toEqual([]);
  await expect.poll(() => heard).toEqual([{ contract: CALC, topic: 'changed', value: [1], line: ONE, adapters: [] }]);
});

test('words that nobody needs reach nobody, and cannot be those of another contract', async () => {
  const { subscribe, emit, heard, call } = await open({ version: '2.0', adapters: DOWN }, { version: '1.0' });
  await call();
  await subscribe();
  expect(await emit('changed', [1], { speaks: `${CALC}@3` })).toEqual([]);
  await expect(emit('changed', [1], { speaks: 'acme.other@1' })).rejects.toMatchObject({ code: 'E_CONTRACT' });
  expect(await emit('changed', [2], { speaks: ONE })).toEqual([]);
  await expect.poll(() => heard).toMatchObject([{ value: [2] }]);
});

test('who listens with adapters of its own hears the words of the provider, and by which steps to read them', async () => {
  const { subscribe, emit, heard, call } = await open({ version: '1.0' }, { version: '2.0', adapters: UP });
  await call({ speaks: ONE });
  await subscribe();
  expect(await emit('changed', [1])).toEqual([]);
  await expect.poll(() => heard).toEqual([{ contract: CALC, topic: 'changed', value: [1], line: ONE, adapters: UP }]);
});

test('a provider that nothing translates from is heard by nobody, and the log says so once', async () => {
  const { call, subscribe, emit, heard, installCalc, log } = await open({ version: '1.0' }, { version: '1.0' });
  await subscribe();
  await installCalc({ version: '2.0' }, '2.0.0');
  await call().catch(() => undefined);
  await expect.poll(() => emit('calculated', [1]), { interval: 5 }).toEqual([]);
  await emit('calculated', [2]);
  expect(heard).toEqual([]);
  expect(
    log().match(
      /notes cannot hear some of what it tells about acme\.calc: Notes needs acme\.calc 1\.0; Calc offers 2\.0/g,
    ),
  ).toHaveLength(1);
});

test('nothing translates: whoever would listen in vain is told so', async () => {
  const { subscribe } = await open({ version: '1.0' }, { version: '2.0' });
  await expect(subscribe()).rejects.toMatchObject({ code: 'E_NO_ADAPTER', message: /nothing translates from/ });
});

test('a stream is read in the words that were agreed on; others are turned away before anything is asked for', async () => {
  const { read } = await open({ version: '1.0' }, { version: '2.0', adapters: UP });
  expect(await read({ speaks: ONE }).next()).toEqual({ done: false, value: { line: ONE, adapters: [] } });
  await expect(read().next()).rejects.toMatchObject({ code: 'E_NO_ADAPTER', detail: { line: ONE, isStale: true } });
});
