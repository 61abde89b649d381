import { expect, test } from 'vitest';
import { bookingOf, TABLE, tableCells } from '../addin/src/table-rows.ts';
import { measureTableHeap } from './table-heap.ts';

test('the table ends with its last row, and every row has all cells', () => {
  const rows = tableCells(TABLE.rowCount - 2, 10);
  expect(rows.map(([booking]) => booking)).toEqual([bookingOf(999_998), bookingOf(999_999)]);
  for (const row of rows) expect(row).toHaveLength(TABLE.columns.length);
  expect(tableCells(TABLE.rowCount + 1, 10)).toEqual([]);
});

test('every place to which the table is scrolled is answered, for both heights', async () => {
  const [round, ...more] = await measureTableHeap(1);
  expect(more).toEqual([]);
  expect(round?.baseline).toBeGreaterThan(0);
  expect(round?.ours).toBeGreaterThan(0);
});
