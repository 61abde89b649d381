import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VALUE_CHARACTERS } from '../limits.ts';
import { isPlainData } from '../plain-data.ts';
import { BagPacker, BagReader } from './bags.ts';

/** A packer and the reader that is told its shapes, with a port's clone between them. */
function createPair() {
  const reader = new BagReader();
  const packer = new BagPacker((keys) => reader.learn(structuredClone(keys)));
  const carry = (value: unknown): unknown => {
    const bag = packer.pack(value);
    return bag ? reader.unpack(structuredClone(bag.packed), bag.isList) : value;
  };
  return { packer, reader, carry };
}

const primitive = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.string({ minLength: 1 }).filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));

const lists = fc.uniqueArray(key, { minLength: 4, maxLength: 64 }).chain((keys) =>
  fc.array(
    fc.array(primitive, { minLength: keys.length, maxLength: keys.length }).map((values) => {
      const record: Record<string, unknown> = {};
      for (const [index, name] of keys.entries()) record[name] = values[index];
      return record;
    }),
    { minLength: 16, maxLength: 20 },
  ),
);

test('any list of records arrives as it was, in as many orders of keys as there are', () => {
  fc.assert(
    fc.property(lists, (records) => {
      const { packer, carry } = createPair();
      expect(packer.pack(records)?.isList).toBe(true);
      const arrived = carry(records) as Record<string, unknown>[];
      expect(arrived).toEqual(records);
      expect(arrived.map((record) => Object.keys(record))).toEqual(records.map((record) => Object.keys(record)));
      expect(isPlainData(arrived)).toBe(true);
    }),
  );
});

const record = { id: 1, name: 'Ada', active: true, note: null };
const listOf = (last: object): object[] => [...Array.from({ length: 20 }, () => ({ ...record })), last];

test.each([
  ['another key', { ...record, more: 1 }],
  ['a key less', { id: 1, name: 'Ada', active: true }],
  ['another order', { name: 'Ada', id: 1, active: true, note: null }],
  ['something inside', { ...record, note: [] }],
  ['no finite number', { ...record, id: Number.NaN }],
  ['nothing at all', { ...record, id: undefined }],
  ['another kind of object', new Date(0)],
])('a list with a record that has %s is no bag', (_what, last) => {
  const { packer } = createPair();
  expect(packer.pack(listOf(record))).toBeDefined();
  expect(packer.pack(listOf(last))).toBeUndefined();
});

test('more text than a value may have is no bag', () => {
  const text = 'x'.repeat(VALUE_CHARACTERS / 20);
  expect(createPair().packer.pack(listOf({ ...record, name: text }))).toBeDefined();
  expect(createPair().packer.pack(Array.from({ length: 21 }, () => ({ ...record, name: text })))).toBeUndefined();
});

test('numbers with texts among them, and texts with numbers among them, are columns like others', () => {
  const { carry } = createPair();
  const rows = Array.from({ length: 40 }, (_, row) => ({
    ...{ id: row % 3 === 1 ? 'one' : row, name: row % 7 === 6 ? null : `row ${row}`, '10': true, '9': 'x'.repeat(row) },
  }));
  expect(carry(rows)).toEqual(rows);
});

const anything = fc.oneof(
  fc.nat(4),
  fc.array(fc.oneof(fc.double(), fc.nat(6)), { maxLength: 12 }).map((numbers) => Float64Array.from(numbers)),
  fc.string(),
  fc.anything(),
);

/** Nearly right: what two columns hold, and some numbers. */
const shortColumns = fc
  .tuple(
    fc.array(fc.nat(6), { minLength: 2, maxLength: 2 }),
    fc.array(fc.oneof(fc.nat(5), fc.double()), { maxLength: 9 }),
  )
  .map((parts) => Float64Array.from(parts.flat()));

test('whatever the peer sends as a list is refused with words or gives whole plain records', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.array(anything, { maxLength: 5 }), fc.tuple(fc.nat(3), shortColumns, fc.string())),
      (fields) => {
        const reader = new BagReader();
        reader.learn(['a', 'b']);
        let records: unknown;
        try {
          records = reader.unpack([0, ...fields], true);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'E_CONTRACT' });
          return;
        }
        for (const each of records as object[]) expect(Object.keys(each)).toEqual(['a', 'b']);
        expect(isPlainData(structuredClone(records))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

const [NUMBERS, TEXTS, MIXED] = [3, 4, 5];

test.each([
  { what: 'a column that there is not', count: 1, numbers: [NUMBERS, 6, 1, 1], text: '' },
  { what: 'a column that is half one', count: 1, numbers: [NUMBERS, 3.5, 1, 1], text: '' },
  { what: 'a kind of value that there is not', count: 1, numbers: [MIXED, NUMBERS, 5, 1], text: '' },
  { what: 'half a record', count: 2, numbers: [NUMBERS, NUMBERS, 1, 2, 3], text: '' },
  { what: 'no record', count: 0, numbers: [NUMBERS, NUMBERS], text: '' },
  { what: 'less than no record', count: -1, numbers: [NUMBERS, NUMBERS], text: '' },
  { what: 'one and a half', count: 1.5, numbers: [NUMBERS, NUMBERS, 1, 2, 3], text: '' },
  { what: 'more records than values were sent for', count: 50_000, numbers: [MIXED, MIXED, 0, 0], text: '' },
  { what: 'a number that is missing', count: 1, numbers: [MIXED, MIXED, 3, 1, 3], text: '' },
  { what: 'a number too many', count: 1, numbers: [NUMBERS, NUMBERS, 1, 2, 3], text: '' },
  { what: 'a number that is none', count: 1, numbers: [NUMBERS, NUMBERS, Number.NaN, 1], text: '' },
  { what: 'a text that is longer than all text', count: 1, numbers: [TEXTS, NUMBERS, 3, 1], text: 'ab' },
  { what: 'a text of a negative length', count: 1, numbers: [TEXTS, TEXTS, 3, -1], text: 'ab' },
  { what: 'a text of a broken length', count: 1, numbers: [TEXTS, TEXTS, 0.5, 1.5], text: 'ab' },
  { what: 'a text of endless length', count: 1, numbers: [TEXTS, TEXTS, 2, Number.POSITIVE_INFINITY], text: 'ab' },
  { what: 'a mixed text that is longer', count: 1, numbers: [MIXED, MIXED, 4, 3, 0], text: 'ab' },
  { what: 'text that belongs to nobody', count: 1, numbers: [TEXTS, NUMBERS, 1, 1], text: 'ab' },
])('refuses $what', ({ count, numbers, text }) => {
  const reader = new BagReader();
  reader.learn(['a', 'b']);
  const packed = [0, count, Float64Array.from(numbers), text];
  expect(() => reader.unpack(packed, true)).toThrow(expect.objectContaining({ code: 'E_CONTRACT' }));
});

test('takes what is whole', () => {
  const reader = new BagReader();
  reader.learn(['a', 'b']);
  const packed = [0, 2, Float64Array.of(MIXED, MIXED, 4, 2, 2, 3, -0.5, 0), 'ab'];
  expect(reader.unpack(packed, true)).toEqual([
    { a: 'ab', b: -0.5 },
    { a: true, b: null },
  ]);
});
