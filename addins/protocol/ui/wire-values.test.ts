import fc from 'fast-check';
import { expect, test } from 'vitest';
import { immediateValue, SHARED_CHARACTERS, ValueTable } from './wire-values.ts';

function roundTrip(value: unknown): unknown {
  const table = new ValueTable();
  const code = table.codeOf(value);
  expect(code).toBe(new Int32Array([code])[0]);
  return code < 0 ? immediateValue(code) : table.values[code];
}

test('every value comes back as it was', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(value, (each) => {
      expect(roundTrip(each)).toEqual(Object.is(each, -0) ? 0 : each);
    }),
  );
});

test.each([0, 1, 0x7fff_ff00, 0x7fff_ff01, 2 ** 31, -1, 0.5, Number.MAX_VALUE])(
  'the number %d comes back',
  (number) => {
    expect(roundTrip(number)).toBe(number);
  },
);

test('small values take no room in the table, short texts one place for all their uses', () => {
  const table = new ValueTable();
  const long = 'x'.repeat(SHARED_CHARACTERS);
  const codes = [null, true, 3, 'a', 'b', 'a', long, long].map((value) => table.codeOf(value));
  expect(codes.slice(3)).toEqual([0, 1, 0, 2, 3]);
  expect(table.values).toEqual(['a', 'b', long, long]);
});
