import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloneValue, encodeValue } from './codec.ts';

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withBoxedValues: true,
  withObjectString: true,
});

test('a clone is what structuredClone makes', () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(cloneValue(value)).toEqual(structuredClone(value));
    }),
  );
});

test('plain data takes the short way, everything else the long one', () => {
  expect(encodeValue({ a: [1, 'two', null, true] })).toEqual({
    text: '{"a":[1,"two",null,true]}',
    rich: false,
    attachments: [],
  });
  for (const value of [undefined, Number.NaN, -0, 1n, { a: undefined }, new Date(0), [new Map()]]) {
    expect(encodeValue(value).rich).toBe(true);
  }
});

test('cycles, shared parts and deep nesting survive', () => {
  const shared = { at: new Date(1) };
  const value: Record<string, unknown> = { left: shared, right: shared };
  value['self'] = value;
  const copy = cloneValue(value) as Record<string, unknown>;
  expect(copy['self']).toBe(copy);
  expect(copy['left']).toBe(copy['right']);
  let deep: unknown = 'bottom';
  for (let level = 0; level < 500; level++) deep = [deep];
  expect(JSON.stringify(cloneValue(deep))).toBe(JSON.stringify(deep));
});

test('only the bytes of a Buffer travel, not the pool it lies in', () => {
  const copy = cloneValue(Buffer.from('abc')) as Uint8Array;
  expect([copy.buffer.byteLength, ...copy]).toEqual([3, 97, 98, 99]);
});

test.each([
  [() => 1],
  [Symbol('no')],
  [Promise.resolve()],
  [new WeakMap()],
  [new SharedArrayBuffer(1)],
  [{ deep: [{ run() {} }] }],
])('%o cannot be cloned', (value) => {
  expect(() => encodeValue(value)).toThrow('An object could not be cloned.');
});
