import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weigh } from './traffic.ts';

test.each([
  [null, 1],
  [undefined, 1],
  [7, 1],
  ['four', 5],
  [[1, 'ab'], 5],
  [{ key: 'value' }, 1 + 3 + 6],
  [new Uint8Array(1_000), 1_001],
])('%j weighs %d', (value, expected) => {
  expect(weigh(value)).toBe(expected);
});

test('a long list is not walked, and its length still counts', () => {
  const list = new Array(100_000).fill('words');
  expect(weigh(list)).toBeGreaterThan(100_000);
  expect(weigh(list)).toBeLessThan(101_000);
});

test('however deep and wide a value is, few entries are visited', () => {
  const value = fc.anything({ maxDepth: 6, withBigInt: false });
  fc.assert(
    fc.property(value, (plain) => {
      let visited = 0;
      const counting = watched(plain, () => visited++);
      weigh(counting);
      expect(visited).toBeLessThanOrEqual(64);
    }),
  );
});

/** The same value, calling `visit` for every item of a list or field of a record that is read. */
function watched(value: unknown, visit: () => void): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      const held: unknown = Reflect.get(target, key, receiver);
      if (key === 'length' || typeof key === 'symbol') return held;
      visit();
      return watched(held, visit);
    },
  });
}
