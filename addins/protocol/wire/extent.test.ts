import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithin } from './extent.ts';

/** Counts as the definition says, one by one. */
function countOf(value: unknown): { entries: number; levels: number } {
  if (typeof value !== 'object' || value === null) return { entries: 1, levels: 0 };
  const inner = Object.values(value).map(countOf);
  return {
    entries: inner.reduce((sum, { entries }) => sum + entries, 1),
    levels: 1 + Math.max(0, ...inner.map(({ levels }) => levels)),
  };
}

/** Each level names the one below so many times. */
function shared(levels: number, times = 2): unknown {
  let value: unknown = ['x'];
  for (let level = 0; level < levels; level++) value = Array.from({ length: times }, () => value);
  return value;
}

const MANY = { entries: 800_000, levels: 64 };

test('is the definition, for values of any form and limits of any size', () => {
  fc.assert(
    fc.property(
      fc.anything({ maxDepth: 5 }),
      fc.integer({ min: 2_000, max: 6_000 }),
      fc.nat(8),
      (value, entries, levels) => {
        const around = [value, new Array(1_500).fill(value)];
        const counted = countOf(around);
        expect(isWithin(around, { entries, levels })).toBe(counted.entries <= entries && counted.levels <= levels);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['small to send and enormous to walk', shared(28), false],
  ['enormous without being deep', shared(6, 1_000), false],
  ['named often, and still small', shared(12), true],
  ['just what is allowed', new Array(799_999).fill(0), true],
  ['one more', new Array(800_000).fill(0), false],
  ['a list that says it is long', new Array(2 ** 32 - 1), false],
  ['bytes', new Uint8Array(10_000_000), true],
])('%s', (_name, value, fits) => {
  expect(isWithin(value, MANY)).toBe(fits);
});

test('what names itself is refused, with one way back or two', () => {
  const one: unknown[] = [];
  one.push(one);
  const two: Record<string, unknown> = {};
  Object.assign(two, { left: [two, two], right: two });
  expect([isWithin(one, MANY), isWithin(two, MANY)]).toEqual([false, false]);
});

test('levels count from the outside, also for what was met before higher up', () => {
  const inner = [[[['x']]]];
  const padding = new Array(2_000).fill(0);
  expect(isWithin([padding, inner, [[inner]]], { entries: 10_000, levels: 7 })).toBe(true);
  expect(isWithin([padding, inner, [[[inner]]]], { entries: 10_000, levels: 7 })).toBe(false);
});
