import { expect, test } from 'vitest';
import { scrollTopFor, virtualRows } from './virtual-rows.ts';

const view = { rowHeight: 20, viewHeight: 200, overscan: 2 };

test('draws the rows in view and a few beyond', () => {
  expect(virtualRows({ ...view, rowCount: 100, scrollTop: 0 })).toEqual({
    height: 2_000,
    first: 0,
    end: 12,
    offset: 0,
  });
  expect(virtualRows({ ...view, rowCount: 100, scrollTop: 505 })).toEqual({
    height: 2_000,
    first: 23,
    end: 38,
    offset: 460,
  });
});

test('a scroll position beyond the end shows the end', () => {
  expect(virtualRows({ ...view, rowCount: 100, scrollTop: 99_999 })).toMatchObject({ end: 100, first: 88 });
});

test.each([0, 1, 5_000_000, 29_999_800])('100 million rows: what is drawn covers the view at %d', (scrollTop) => {
  const rows = virtualRows({ ...view, rowCount: 100_000_000, scrollTop });
  expect(rows.height).toBe(30_000_000);
  expect(rows.end - rows.first).toBeLessThan(20);
  expect(rows.offset).toBeLessThanOrEqual(scrollTop);
  expect(rows.offset + (rows.end - rows.first) * view.rowHeight).toBeGreaterThanOrEqual(scrollTop + view.viewHeight);
});

test('every row can be reached, at any number of rows', () => {
  for (const rowCount of [1, 50, 1_000_000, 100_000_000]) {
    for (const row of [0, Math.floor(rowCount / 3), rowCount - 1]) {
      const scrollTop = scrollTopFor(row, { ...view, rowCount, scrollTop: 0 }) ?? 0;
      const rows = virtualRows({ ...view, rowCount, scrollTop });
      expect(rows.first).toBeLessThanOrEqual(row);
      expect(rows.end).toBeGreaterThan(row);
    }
  }
});

test('an area taller than any screen draws no more than a screen', () => {
  const rows = virtualRows({ ...view, rowCount: 1_000_000, scrollTop: 0, viewHeight: 20_000_000 });
  expect(rows.end).toBeLessThan(300);
});

test('no rows', () => {
  expect(virtualRows({ ...view, rowCount: 0, scrollTop: 0 })).toEqual({ height: 0, first: 0, end: 0, offset: 0 });
});
