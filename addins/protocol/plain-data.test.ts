import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VALUE_DEPTH } from './limits.ts';
import { isPlainData } from './plain-data.ts';

test('accepts every JSON value that has no forbidden keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/"(__proto__|constructor|prototype)"/.test(text) && !text.includes('-0'));
      expect(isPlainData(JSON.parse(text))).toBe(true);
    }),
  );
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['a bigint', 1n],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['bytes', new Uint8Array(1)],
  ['an error', new Error('x')],
  ['a regular expression', /x/],
  ['a hole in a list', [1, undefined, 2]],
  ['a list of four billion holes', new Array(4_294_967_295)],
  ['an own __proto__', JSON.parse('{"__proto__":1}')],
  ['an own constructor', { constructor: 1 }],
  ['too deep a value', nested(VALUE_DEPTH + 1)],
  ['too many entries', new Array(100_001).fill(0)],
  ['too much text', 'x'.repeat(4_000_000)],
  ['a very long key', { ['k'.repeat(1_000)]: 1 }],
])('refuses %s', (_name, value) => {
  expect(isPlainData(value)).toBe(false);
  expect(isPlainData({ inside: value })).toBe(false);
});

test('accepts values at the limits', () => {
  expect(isPlainData(nested(VALUE_DEPTH))).toBe(true);
  expect(isPlainData('x'.repeat(1_000_000))).toBe(true);
});
