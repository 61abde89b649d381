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

const anything = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.array(fc.double(), { maxLength: 8 }).map((numbers) => Float64Array.from(numbers)),
  fc.string(),
  fc.anything(),
);

test('whatever the peer sends as a list is refused with words or gives whole plain records', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 5 }), (fields) => {
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
    }),
    { numRuns: 500 },
  );
});

test.each([
  { what: 'a kind that there is not', kinds: [5, 0], numbers: [], text: '' },
  { what: 'half a record', kinds: [0], numbers: [], text: '' },
  { what: 'no value', kinds: [], numbers: [], text: '' },
  { what: 'a number that is missing', kinds: [3, 3], numbers: [1], text: '' },
  { what: 'a number too many', kinds: [3, 3], numbers: [1, 2, 3], text: '' },
  { what: 'a number that is none', kinds: [3, 0], numbers: [Number.NaN], text: '' },
  { what: 'a text that is longer than all text', kinds: [4, 0], numbers: [3], text: 'ab' },
  { what: 'a text of a negative length', kinds: [4, 4], numbers: [3, -1], text: 'ab' },
  { what: 'a text of a broken length', kinds: [4, 4], numbers: [0.5, 1.5], text: 'ab' },
  { what: 'text that belongs to nobody', kinds: [4, 0], numbers: [1], text: 'ab' },
])('refuses $what', ({ kinds, numbers, text }) => {
  const reader = new BagReader();
  reader.learn(['a', 'b']);
  const packed = [0, Uint8Array.from(kinds), Float64Array.from(numbers), text];
  expect(() => reader.unpack(packed, true)).toThrow(expect.objectContaining({ code: 'E_CONTRACT' }));
});

test('takes what is whole', () => {
  const reader = new BagReader();
  reader.learn(['a', 'b']);
  const packed = [0, Uint8Array.of(4, 3, 2, 0), Float64Array.of(2, -0.5), 'ab'];
  expect(reader.unpack(packed, true)).toEqual([
    { a: 'ab', b: -0.5 },
    { a: true, b: null },
  ]);
});
