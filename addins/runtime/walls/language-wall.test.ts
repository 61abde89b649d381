import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WalledProcess } from './testing/walled-process.ts';

let domain: WalledProcess;
beforeAll(async () => {
  domain = await WalledProcess.start();
});
afterAll(() => domain[Symbol.dispose]());

/** What a script throws, as text; fails when it does not throw. */
async function thrownBy(source: string): Promise<string> {
  return domain.evaluate(source).then(
    (value) => expect.fail(`got through with ${JSON.stringify(value)}`),
    (error: Error) => error.message,
  );
}

const GUEST_GLOBALS = `AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error
  EvalError Function Infinity Int16Array Int32Array Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy
  RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TextDecoder TextEncoder TypeError URIError
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet clearImmediate clearInterval clearTimeout console
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt
  performance queueMicrotask setImmediate setInterval setTimeout undefined unescape`;

/** ECMAScript, which Node itself needs, and what has no right at all. */
const HOST_GLOBALS = `AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Boolean
  Buffer DataView Date DisposableStack Error EvalError Float16Array Float32Array Float64Array Function Infinity
  Int16Array Int32Array Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set String SuppressedError Symbol SyntaxError TextDecoder TextEncoder TypeError URIError URL
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet clearImmediate clearInterval clearTimeout
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt
  queueMicrotask setImmediate setInterval setTimeout undefined unescape`;

const words = (text: string): string[] => text.split(/\s+/).sort();

describe('what a guest finds', () => {
  test('exactly the listed globals, and no more on the real global object', async () => {
    const { guest, host } = (await domain.ask('globals', {})) as { guest: string[]; host: string[] };
    expect(guest).toEqual(words(GUEST_GLOBALS));
    expect(host).toEqual(words(HOST_GLOBALS));
  });

  test('no shared memory, no weak references, no compiled code', async () => {
    const absent = [
      'SharedArrayBuffer',
      'Atomics',
      'WeakRef',
      'FinalizationRegistry',
      'WebAssembly',
      'process',
      'Buffer',
    ];
    const source = `[${absent.map((name) => `typeof ${name}`)}].join()`;
    expect(await domain.evaluate(source)).toBe(absent.map(() => 'undefined').join());
  });

  test('the report says that the wall stands and that nothing was loaded but by the self-test', async () => {
    expect(domain.report.walls.find(({ name }) => name === 'language')).toMatchObject({ state: 'up' });
    expect(domain.report.holes).toEqual([]);
  });
});

describe('no new code', () => {
  const functions = [
    '() => {}',
    'async () => {}',
    'function* () {}',
    'async function* () {}',
    'class {}',
    'setTimeout',
    'console.log',
  ];
  const values = [
    '{}',
    '[]',
    'Promise.resolve()',
    'new Error("x")',
    'new Map()',
    '/x/',
    'Date',
    'Math',
    'performance',
    'globalThis',
  ];
  test.each([
    ...functions.map((made) => `(${made}).constructor`),
    ...values.map((made) => `(${made}).constructor.constructor`),
  ])('%s compiles nothing', async (way) => {
    expect(await thrownBy(`(${way})("return 1")()`)).toMatch(/not a valid constructor|not a function/);
  });

  test.each([
    'Function("return this")()',
    'new (class extends Function {})("return 1")()',
    'Reflect.construct(Function, ["return 1"])()',
    'Reflect.construct(Object, [], Function)("return 1")',
    'globalThis.eval("1")',
    '(0, eval)("1")',
    'new Compartment().evaluate("1")',
    'lockdown()',
    'setTimeout("globalThis.done = 1", 0)',
    '(() => { try { null.x } catch (error) { return error.constructor.constructor("return 1")() } })()',
    '(() => { const deep = () => deep(); try { deep() } catch (error) { return error.constructor.constructor("return 1")() } })()',
  ])('%s throws inside the guest', async (source) => {
    expect(await thrownBy(source)).toMatch(/./);
  });

  test.each([
    'import("node:fs")',
    'import ("node:fs")',
    'import/**/("node:fs")',
    'import\n("node:fs")',
    'import.source("node:fs")',
    'import . source("node:fs")',
    'import./**/source("node:fs")',
    'import.s\\u006furce("node:fs")',
    'import.defer("node:fs")',
    'import.meta.url',
    'im\\u0070ort("node:fs")',
    'import fs from "node:fs"',
    'await import("node:fs")',
    '<!-- \n 1',
    '1 \n--> 2',
    'eval("1")',
  ])('%s is a syntax error and asks no loader', async (source) => {
    const before = ((await domain.ask('globals', {})) as { trapped: number }).trapped;
    expect(await thrownBy(source)).toMatch(/import|HTML comment|eval|await|unexpected|escape/i);
    expect(((await domain.ask('globals', {})) as { trapped: number }).trapped).toBe(before);
  });
});

describe('nothing shared can be changed', () => {
  test.each([
    'Object.prototype.x = 1',
    'Array.prototype.push = null',
    'Promise.prototype.then = null',
    'Function.prototype.call = null',
    'Map.prototype.get = null',
    'RegExp.prototype.exec = null',
    'JSON.stringify = null',
    'Date.prototype.getTime = null',
    'Date.now = null',
    'Math.random = null',
    'console.log = null',
    'setTimeout.x = 1',
    'performance.now = null',
    'Symbol.iterator = null',
    'TextDecoder.prototype.decode = null',
    'Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())).x = 1',
    'Object.getPrototypeOf(async function* () {}).prototype.x = 1',
    'Object.setPrototypeOf(Object.prototype, {})',
    'Array = null',
    'globalThis.Promise = null',
    'delete globalThis.Object',
    'Object.defineProperty(globalThis, "Map", { value: 1 })',
  ])('%s throws', async (source) => {
    expect(await thrownBy(source)).toMatch(/read only|not extensible|constant|cannot/i);
  });

  test('a guest that overrides inherited names on its own objects works', async () => {
    const source =
      '(() => { class A { toString() { return "mine" } } const a = new A(); a.constructor = 1; return String(a) })()';
    expect(await domain.evaluate(source)).toBe('mine');
  });

  test('a thenable and a species do not run in the host', async () => {
    const source = `(() => {
      const seen = [];
      class Own extends Array { static get [Symbol.species]() { seen.push('species'); return Array } }
      const thenable = { then(resolve) { seen.push(typeof this); resolve(1) } };
      new Own(1, 2).map((x) => x);
      return Promise.resolve(thenable).then((value) => [value, seen.join()].join());
    })()`;
    expect(await domain.evaluate(source)).toBe('1,species,object');
    expect(await domain.ask('alive', {})).toMatchObject({ ticks: 'timer' });
  });
});

describe('no traces of the host', () => {
  test('stacks are empty and cannot be prepared', async () => {
    const source = `(() => {
      const seen = [];
      Error.prepareStackTrace = (error, sites) => { seen.push(sites); return 'taken' };
      const error = new Error('x');
      const target = {};
      Error.captureStackTrace?.(target);
      let thrown;
      try { setTimeout() } catch (caught) { thrown = caught.stack }
      return [seen.length, String(error.stack), String(target.stack), String(thrown)].join('|');
    })()`;
    const answer = (await domain.evaluate(source)) as string;
    expect(answer.startsWith('0|')).toBe(true);
    expect(answer).not.toMatch(/file:|\/|\.ts/);
  });

  test.each([
    ['with (Math) { abs(1) }', /with/],
    ['arguments.callee', /callee/],
  ])('%s throws', async (source, reason) => {
    expect(await thrownBy(source)).toMatch(reason);
  });

  test('functions have no caller and no sloppy this', async () => {
    expect(await domain.evaluate('(function () { return this })() === undefined')).toBe(true);
    expect(await domain.evaluate('(function f() { return f.caller })()')).toBeUndefined();
    const source = '({ [Symbol.unscopables]: { Array: true } })[Symbol.unscopables].Array && typeof Array';
    expect(await domain.evaluate(source)).toBe('function');
  });

  test('a script cannot give itself another name', async () => {
    const source = 'try { null.x } catch (error) { console.error(error) }\n//# sourceURL=bulkhead-host.js';
    await domain.ask('evaluate', { source, name: 'notes-1.0.0.js\n//' });
    const { lines } = (await domain.ask('globals', {})) as { lines: string[] };
    expect(lines.at(-1)).toContain('notes-1.0.0.js');
    expect(lines.at(-1)).not.toContain('bulkhead-host');
  });
});

describe('clocks and chance', () => {
  test('clocks move in steps of 10 ms', async () => {
    const source = `(() => {
      const seen = new Set();
      const end = Date.now() + 60;
      while (Date.now() < end) { seen.add(Date.now() % 10); seen.add(new Date().getTime() % 10); seen.add(performance.now() % 10) }
      return [...seen].join();
    })()`;
    expect(await domain.evaluate(source)).toBe('0');
  });

  test('two processes with the same seed draw different numbers', async () => {
    using other = await WalledProcess.start();
    const source = '[Math.random(), Math.random()].join()';
    expect(await domain.evaluate(source)).not.toBe(await other.evaluate(source));
  });
});

test('an add-in that broke out finds a process without powers', async () => {
  const attempts = {
    kill: 'process.kill(process.ppid, 0)',
    _kill: 'process._kill(process.ppid, 0)',
    binding: 'process.binding("fs")',
    _linkedBinding: 'process._linkedBinding("fs")',
    dlopen: 'process.dlopen({}, "/x")',
    getBuiltinModule: 'process.getBuiltinModule("node:fs")',
    v8: 'process.getBuiltinModule("node:v8").setFlagsFromString("--allow-natives-syntax")',
    mainModule: 'process.mainModule.require("node:fs")',
    constructor: 'process.constructor.constructor("return 1")()',
    handles: 'process._getActiveHandles()[0]',
    debug: 'process._debugProcess(process.ppid)',
    execve: 'process.execve("/bin/sh", [])',
    chdir: 'process.chdir("/tmp")',
    report: 'process.report.writeReport("/tmp/report.json")',
    restore: 'Object.defineProperty(process, "kill", { value: () => "restored" }).kill()',
    assign: '(process.kill = () => "assigned", process.kill())',
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    const outcome = domain.ask('process', { source: `(process) => ${attempt}` }).then(String, () => 'refused');
    expect(await outcome, name).toBe('refused');
  }
});

test('neither environment nor arguments nor folder tell anything', async () => {
  const seen = await domain.ask('process', {
    source: '(process) => [process.env, process.argv, process.execArgv, process.execPath, process.cwd()]',
  });
  expect(seen).toEqual([{}, [], [], '', '/']);
});

test('after the end no timer of the guest runs', async () => {
  using other = await WalledProcess.start();
  await other.evaluate(`(() => {
    setInterval(() => console.log('ticked'), 4); setTimeout(() => console.log('late'), 20); setImmediate(() => {});
  })()`);
  await other.ask('dispose', {});
  const { lines: before } = (await other.ask('globals', {})) as { lines: string[] };
  await other.ask('alive', {});
  await new Promise((resolve) => setTimeout(resolve, 60));
  const { lines } = (await other.ask('globals', {})) as { lines: string[] };
  expect(lines).toEqual(before);
  expect(await other.evaluate('setTimeout(() => console.log("late"), 0)')).toBe(0);
});
