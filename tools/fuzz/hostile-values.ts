import type { Random } from './random.ts';

/** Text that is a key, a name or a number elsewhere, or no text at all for a careless reader. */
const TEXTS = [
  ...[
    '',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'then',
    'length',
    'caller',
    'addinId',
    'grant',
    '0',
    '-1',
  ],
  ...[
    '\ud800',
    'a\udfff',
    '\u0000',
    '\u202e',
    'javascript:alert(1)',
    '../../etc/passwd',
    '%00',
    'f1',
    'main',
    'acme.calc',
  ],
  ...['storage.set', 'Text', 'Button', 'onPress', 'x'.repeat(600), 'acme.sheet@1', 'A1', '1e309', '$&', 'NaN'],
];
const NUMBERS = [
  ...[0, -0, 1, 2, 3, 7, 8, 9, 31, 32, 33, 64, 65, 255, 256, 1_024, 1_025, -1, -2, 0.5, 1.5],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 2 ** 60, -(2 ** 31), Number.NaN, Infinity, -Infinity, 5e-324],
];

type Maker = (random: Random, depth: number) => unknown;

const common: readonly Maker[] = [
  () => null,
  () => undefined,
  (random) => random.once(2),
  (random) => random.pick(NUMBERS),
  (random) => random.below(64),
  (random) => random.pick(TEXTS),
  () => [],
  () => ({}),
  (random, depth) => list(random, depth),
  (random, depth) => record(random, depth),
];

const odd: readonly Maker[] = [
  () => JSON.parse('{"__proto__":{"polluted":1}}') as unknown,
  () => ({ constructor: { prototype: { polluted: 1 } } }),
  () => JSON.parse('{"then":"call me","catch":1}') as unknown,
  () => ({ length: 2, 0: 'a', 1: 'b' }),
  (random) => new Array(random.pick([1, 9, 100_001, 2 ** 31, 2 ** 32 - 1])),
  cycle,
  shared,
  (random) => nested(random.pick([31, 32, 33, 65, 500])),
  (random) => new Map([[random.pick(TEXTS), random.pick(NUMBERS)]]),
  () => new Set([1, 'a']),
  (random) => new Date(random.pick([0, Number.NaN, 8.64e15])),
  () => /a+b/gi,
  () => new Error('made there', { cause: { code: 'E_SECURITY' } }),
  () => 12n,
  () => Object(true) as unknown,
  () => Object('text') as unknown,
  (random) => new Uint8Array(random.below(64)),
  () => new Int16Array([1, 0, 0, 1, 0, 2]),
  () => new Float64Array([Number.NaN, 1]),
  () => new Uint8Array(32).subarray(4, 8),
  () => new DataView(new ArrayBuffer(8)),
  () => new ArrayBuffer(16),
  () => new SharedArrayBuffer(16),
];

/** Values that take long to read: seldom, or nothing else would be tried. */
const heavy: readonly Maker[] = [
  () => 'x'.repeat(1_000_001),
  () => Array.from({ length: 100_001 }, (_, index) => index),
  () => Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index])),
  () => nested(3_000),
  () => new Uint8Array(300_000),
];

/** A value that nobody would send who means well; now and then one that is harmless. */
export function hostileValue(random: Random, depth = 0): unknown {
  if (random.once(20_000)) return random.pick(heavy)(random, depth);
  return random.pick(random.once(3) ? odd : common)(random, depth);
}

function list(random: Random, depth: number): unknown[] {
  if (depth > 2) return [];
  return Array.from({ length: random.below(5) }, () => hostileValue(random, depth + 1));
}

function record(random: Random, depth: number): unknown {
  if (depth > 2) return {};
  const entries = Array.from({ length: random.below(5) }, () => [random.pick(TEXTS), hostileValue(random, depth + 1)]);
  return Object.fromEntries(entries as [string, unknown][]);
}

function cycle(): unknown {
  const inner: Record<string, unknown> = {};
  const outer = [inner];
  inner.outer = outer;
  return outer;
}

/** Small to send and enormous to walk: each level names the one below twice. */
function shared(): unknown {
  let value: unknown = ['x'];
  for (let level = 0; level < 28; level++) value = [value, value];
  return value;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
}
