import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberFromText } from './column.ts';
import { allRows, type RowSet } from './row-set.ts';
import { sortRows } from './sort.ts';
import { runAtOnce } from './steps.ts';
import { openText } from './testing/open-text.ts';
import { writeCsv } from './testing/reference.ts';

const COMMA = { separator: ',', lineEnd: '\n', quoteAll: false };

function openColumn(values: readonly string[]) {
  const rows = values.map((value, index) => [value, `r${index}`]);
  return openText(writeCsv([['value', 'row'], ...rows], COMMA), { hasHeadings: true, chunk: 1_000 });
}

/** Numbers of the values, in their new order. */
function sorted(values: readonly string[], descending: boolean): number[] {
  const table = openColumn(values);
  const all = allRows(table.firstRow, table.rowCount);
  return places(runAtOnce(sortRows(table, all, { place: 0, descending }))).map((row) => row - 1);
}

function places(rows: RowSet): number[] {
  return Array.from({ length: rows.count }, (_, place) => rows.at(place));
}

function sortedSimply(
  values: readonly string[],
  descending: boolean,
  compare: (a: string, b: string) => number,
): number[] {
  const sign = descending ? -1 : 1;
  const all = values.map((_, index) => index);
  const filled = all.filter((index) => values[index] !== '');
  filled.sort((a, b) => sign * compare(values[a] ?? '', values[b] ?? '') || a - b);
  return [...filled, ...all.filter((index) => values[index] === '')];
}

function compareLetters(one: string, other: string): number {
  const fold = (text: string): Uint8Array =>
    new TextEncoder().encode(text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()));
  return Buffer.compare(fold(one), fold(other));
}

const word = fc
  .array(fc.constantFrom('a', 'A', 'b', 'customer ', 'Z', '"', ',', 'é', '漢', '9'), { maxLength: 5 })
  .map((parts) => parts.join(''));

test('sorts texts as a simple sort does, both ways, equal ones in the order of the file', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.boolean(), (words, descending) => {
      const values = ['zz', ...words];
      expect(sorted(values, descending)).toEqual(sortedSimply(values, descending, compareLetters));
    }),
  );
});

test.each([false, true])('sorts many texts with long common beginnings (descending: %s)', (descending) => {
  // Enough rows for the way that counts letters instead of comparing, several rounds deep.
  const values = Array.from({ length: 20_000 }, (_, row) => {
    const number = (row * 7_919) % 10_007;
    return row % 97 === 0
      ? ''
      : `${row % 2 ? 'Customer' : 'customer'} number ${String(number).padStart(row % 3 ? 5 : 9, '0')}`;
  });
  expect(sorted(values, descending)).toEqual(sortedSimply(values, descending, compareLetters));
});

test('sorts numbers by size, what is no number behind them, what is empty last', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
  const odd = fc.constantFrom('', 'n/a', '-', '1e5', '-7', '0', '-0');
  fc.assert(
    fc.property(fc.array(fc.oneof(number, odd), { maxLength: 60 }), fc.boolean(), (some, descending) => {
      // Enough numbers for the column to be taken for one of numbers.
      const values = [...Array.from({ length: 600 }, (_, index) => String((index * 37) % 100)), ...some];
      const size = (text: string): number => numberFromText(text, '.');
      const all = values.map((_, index) => index);
      const numbers = all.filter((index) => !Number.isNaN(size(values[index] ?? '')));
      const sign = descending ? -1 : 1;
      numbers.sort((a, b) => sign * (size(values[a] ?? '') - size(values[b] ?? '')) || a - b);
      const others = all.filter((index) => Number.isNaN(size(values[index] ?? '')) && values[index] !== '');
      const empty = all.filter((index) => values[index] === '');
      expect(sorted(values, descending)).toEqual([...numbers, ...others, ...empty]);
    }),
    { numRuns: 30 },
  );
});

test('sorts only the rows it is given', () => {
  const table = openColumn(['3', '1', '2', '0']);
  const odd: RowSet = { count: 2, at: (place) => [1, 3][place] ?? 0 };
  expect(places(runAtOnce(sortRows(table, odd, { place: 0, descending: false })))).toEqual([3, 1]);
});

test('dates written year first sort by time', () => {
  expect(sorted(['2026-02-01', '2025-12-31', '2026-01-15'], false)).toEqual([1, 2, 0]);
});
