import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WalledProcess } from '../runtime/walls/testing/walled-process.ts';

/** Milliseconds: a bundle is made and a process raises its walls. */
const SLOW = 30_000;

let walled: WalledProcess;

async function bundle(): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL('./compartment.ts', import.meta.url)),
    platform: 'neutral',
    resolve: { conditionNames: ['production', 'import', 'default'], mainFields: ['module', 'main'] },
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, jsx: { runtime: 'automatic' } },
    tsconfig: false,
  });
  const { output } = await build.generate({ format: 'iife', codeSplitting: false, minify: true });
  await build.close();
  return output[0].code;
}

beforeAll(async () => {
  walled = await WalledProcess.start();
  await walled.evaluate(`${await bundle()}; null`);
}, SLOW);
afterAll(() => walled?.[Symbol.dispose]());

/** An add-in as the CLI packs it, driven by messages of a window. */
const PROGRAM = `(async () => {
  const { modules, start } = globalThis.__bulkheadSdk;
  const { jsx, jsxs } = modules['react/jsx-runtime'];
  const { useState } = modules.react;
  const { Button, defineAddin, Stack, Text, useFrame, useHost, useKept } = modules['@bulkhead/sdk'];
  const sent = [];
  const calls = [];
  const runtime = start({
    call: async (method, args) => { calls.push([method, args]); return method === 'storage.get' ? 41 : null; },
    notify: () => {},
    sendUi: (message) => sent.push(JSON.parse(JSON.stringify(message))),
    notifyWindow: () => undefined,
    log: (level, text) => calls.push([level, text]),
  });
  function View() {
    const host = useHost();
    const [count, setCount] = useKept('count', 0);
    const [stored, setStored] = useState(null);
    useFrame({ title: 'Count ' + count });
    return jsxs(Stack, { children: [
      jsx(Text, { children: ['count ', count, ' ', String(stored)] }),
      jsx(Button, { onPress: async () => { setCount(count + 1); setStored(await host.storage.get('n')); }, children: 'More' }),
    ] });
  }
  runtime.load({ default: defineAddin({ views: { main: View }, calls: { add: (a, b) => a + b } }) }, { stateVersion: 3 });
  await runtime.activate({ reason: 'start', previousVersion: null });
  runtime.mount('f1', 'main', null);
  const text = new TextDecoder().decode(new TextEncoder().encode('grün'));
  runtime.acceptUi([2, 'f1', 7, 3, 'onPress', null, 0]);
  runtime.acceptUi([1, 'f1', 0, 1]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  runtime.acceptUi([1, 'f1', 1, 1]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return JSON.stringify({ sent, calls, text, state: await runtime.saveState(), sum: await runtime.call('add', [1, 2]) });
})()`;

test('React, the reconciler and the SDK run behind the language wall', async () => {
  const result = JSON.parse(String(await walled.evaluate(PROGRAM)));
  const flat = JSON.stringify(result.sent);
  expect(flat).toContain('count 0 null');
  expect(flat).toContain('count 1 null');
  expect(flat).toContain('count 1 41');
  expect(result.text).toBe('grün');
  expect(result.sum).toBe(3);
  expect(result.state).toEqual({ version: 3, value: { kept: { f1: { count: 1 } }, own: null } });
  expect(result.calls).toContainEqual(['storage.get', ['n']]);
  expect(result.calls).toContainEqual(['frames.update', ['f1', { title: 'Count 1' }]]);
});

/** A sample as it is packed: everything but what the host gives is inside. */
async function packed(sample: string): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL(`../samples/${sample}/src/main.tsx`, import.meta.url)),
    external: ['react', 'react/jsx-runtime', '@bulkhead/sdk'],
    platform: 'neutral',
    transform: { jsx: { runtime: 'automatic' } },
    tsconfig: false,
  });
  const { output } = await build.generate({ format: 'cjs', exports: 'named', codeSplitting: false });
  await build.close();
  return output[0].code;
}

test('a contract is served through adapters behind the language wall', async () => {
  const script = await packed('calc/v3');
  const program = `(async () => {
    const { modules, start } = globalThis.__bulkheadSdk;
    const module = { exports: {} };
    ((module, exports, require) => { ${script} })(module, module.exports, (name) => modules[name]);
    const sent = [];
    const quiet = () => {};
    const runtime = start({ call: async () => null, notify: quiet, sendUi: (message) => sent.push(message), log: quiet });
    runtime.load(module.exports);
    await runtime.activate({ reason: 'start', previousVersion: null });
    runtime.mount('f1', 'calculator', null);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const answers = [];
    for (const host of [1, 2, 3]) answers.push(await runtime.call('calculate', [host, 'product', 1.5, 2, 4]));
    return JSON.stringify({ sent, answers });
  })()`;
  const result = JSON.parse(String(await walled.evaluate(program)));
  expect(result.answers).toEqual([12, 12, 12]);
  expect(JSON.stringify(result.sent)).toContain('acme.calc@3.0');
});

test('a failure of the host is one of BulkheadError behind the language wall, whose class is another one', async () => {
  const program = `(() => {
    const { BulkheadError } = globalThis.__bulkheadSdk.modules['@bulkhead/sdk'];
    const host = Object.assign(new Error('no'), { name: 'BulkheadError', code: 'E_SECURITY' });
    const own = new BulkheadError('E_IO', 'no', { detail: { file: 'a' } });
    class Mine extends BulkheadError {}
    const known = [host, own, new Error('no')].map((error) => error instanceof BulkheadError);
    return JSON.stringify([...known, own instanceof Mine, own.code, own.detail, new BulkheadError('E_SECURITY', 'no').code]);
  })()`;
  const seen = JSON.parse(String(await walled.evaluate(program)));
  expect(seen).toEqual([true, true, false, false, 'E_IO', { file: 'a' }, 'E_ADDIN']);
});
