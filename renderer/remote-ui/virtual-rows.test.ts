import { expect, test } from 'vitest';
import { scrollTopFor, virtualRows } from './virtual-rows.ts';

const view = { rowHeight: 20, viewHeight: 200, overscan: 2 };

test('draws the rows in view and a few beyond', () => {
  expect(virtualRows({ ...view, rowCount: 100, scrollTop: 0 })).toEqual({
    height: 2_000,
    first: 0,
    end: 12,
    anchor: 0,
    offset: 0,
  });
  expect(virtualRows({ ...view, rowCount: 100, scrollTop: 505 })).toEqual({
    height: 2_000,
    first: 23,
    end: 38,
    anchor: 0,
    offset: 0,
  });
});

test('while rows come and go, the places of those that stay remain what they were', () => {
  const places = [20_000, 20_135, 20_270, 24_000].map((scrollTop) => {
    const { anchor, offset } = virtualRows({ ...view, rowCount: 5_000, scrollTop });
    return { anchor, offset };
  });
  expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(2);
  expect(places.at(-1)).toEqual({ anchor: 1_024, offset: 20_480 });
});

test('a scroll position beyond the end shows the end', () => {
  expect(virtualRows({ ...view, rowCount: 100, scrollTop: 99_999 })).toMatchObject({ end: 100, first: 88 });
});

test.each([0, 1, 5_000_000, 29_999_800])('100 million rows: what is drawn covers the view at %d', (scrollTop) => {
  const rows = virtualRows({ ...view, rowCount: 100_000_000, scrollTop });
  expect(rows.height).toBe(30_000_000);
  expect(rows.end - rows.first).toBeLessThan(20);
  const topOf = (row: number) => rows.offset + (row - rows.anchor) * view.rowHeight;
  expect(topOf(rows.first)).toBeLessThanOrEqual(scrollTop);
  expect(topOf(rows.end)).toBeGreaterThanOrEqual(scrollTop + view.viewHeight);
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
  expect(virtualRows({ ...view, rowCount: 0, scrollTop: 0 })).toEqual({
    height: 0,
    first: 0,
    end: 0,
    anchor: 0,
    offset: 0,
  });
});
