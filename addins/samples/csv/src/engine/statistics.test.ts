import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allRows } from './row-set.ts';
import { columnStatistics, columnSum, type Statistics } from './statistics.ts';
import { runAtOnce } from './steps.ts';
import type { CsvTable } from './table.ts';
import { openText } from './testing/open-text.ts';
import { COUNTED_VALUES } from './value-counter.ts';

function openColumn(values: readonly string[]): CsvTable {
  return openText(`value,row\n${values.map((value, row) => `${value},${row}`).join('\n')}\n`, {
    hasHeadings: true,
    chunk: 100_000,
  });
}

function statistics(table: CsvTable, place = 0): Statistics {
  const column = table.columns[place];
  if (!column) throw new Error('no such column');
  return runAtOnce(columnStatistics(table, allRows(table.firstRow, table.rowCount), column));
}

test('counts, measures and finds what is frequent', () => {
  const found = statistics(openColumn(['3', '', '1', '3', '2.5', '3', '1']));
  expect(found).toMatchObject({ rows: 7, empty: 1, distinct: 3, distinctIsCapped: false });
  expect(found.numbers).toEqual({ count: 6, sum: 13.5, mean: 2.25, min: 1, max: 3, whole: false });
  expect(found.frequent).toEqual([
    { text: '3', count: 3 },
    { text: '1', count: 2 },
    { text: '2.5', count: 1 },
  ]);
});

test('texts have no sum and no histogram', () => {
  const found = statistics(openColumn(['a', 'b', 'a']));
  expect(found.numbers).toBeUndefined();
  expect(found.histogram).toBeUndefined();
});

test('a million cents add up to the cent', () => {
  const table = openColumn(Array.from({ length: 100_000 }, () => '0.01'));
  const [column] = table.columns;
  if (!column) throw new Error('no column');
  expect(runAtOnce(columnSum(table, allRows(1, table.rowCount), column))?.sum).toBe(1000);
});

test('every number is in the bar that says so', () => {
  const numbers = fc.array(
    fc.integer({ min: -10_000, max: 10_000 }).map((cents) => cents / 100),
    {
      minLength: 2,
      maxLength: 80,
    },
  );
  fc.assert(
    fc.property(numbers, (values) => {
      const { histogram } = statistics(openColumn(values.map(String)));
      if (new Set(values).size === 1) {
        expect(histogram).toBeUndefined();
        return;
      }
      if (!histogram) throw new Error('no histogram');
      const { edges, counts } = histogram;
      expect(counts.length).toBeLessThanOrEqual(40);
      expect(edges).toHaveLength(counts.length + 1);
      const expected = counts.map(
        (_, bar) => values.filter((value) => value >= (edges[bar] ?? 0) && value < (edges[bar + 1] ?? 0)).length,
      );
      expect(counts).toEqual(expected);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    }),
  );
});

test('numbers beyond all measure make no picture, and no trouble', () => {
  expect(statistics(openColumn(['-1e308', '1e308', '5'])).histogram).toBeUndefined();
  expect(statistics(openColumn(['1e300', '1e-300'])).histogram?.counts.length).toBeLessThanOrEqual(40);
});

test('gives up counting different values where a list of them would be of no use', () => {
  const found = statistics(openColumn(Array.from({ length: COUNTED_VALUES + 10 }, (_, row) => `v${row}`)));
  expect(found.distinctIsCapped).toBe(true);
  expect(found.distinct).toBe(COUNTED_VALUES);
});

test('counts values as a Map does', () => {
  const value = fc.constantFrom('a', 'b', 'aa', '"q""q"', 'é', '', 'A');
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
      const found = statistics(openColumn(values));
      const counts = new Map<string, number>();
      for (const each of values) {
        const text = each === '"q""q"' ? 'q"q' : each;
        if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
      }
      expect(new Map(found.frequent.map(({ text, count }) => [text, count]))).toEqual(counts);
    }),
  );
});
