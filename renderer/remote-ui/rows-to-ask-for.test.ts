import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RANGE_ROWS } from '../../addins/protocol/ui/data-components.ts';
import { type RowNeed, rowsToAskFor } from './rows-to-ask-for.ts';

const rowCount = 100_000;

function there(...ranges: [from: number, to: number][]): Map<number, true> {
  return new Map(ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, row) => [from + row, true])));
}

function ask(need: Partial<RowNeed>) {
  return rowsToAskFor({ cells: there(), rowCount, drawn: { from: 500, to: 530 }, direction: 1, ...need });
}

test('where nothing is there, what is seen comes first, and alone', () => {
  expect(ask({})).toEqual({ from: 500, to: 530 });
});

test('then those ahead are asked for, on the side to which the view moves', () => {
  expect(ask({ cells: there([500, 530]) })).toEqual({ from: 530, to: 594 });
  expect(ask({ cells: there([500, 530]), direction: -1 })).toEqual({ from: 436, to: 500 });
});

test('while half of them are there nothing is asked', () => {
  expect(ask({ cells: there([500, 563]) })).toBe(undefined);
  expect(ask({ cells: there([500, 562]) })).toEqual({ from: 562, to: 594 });
  expect(ask({ cells: there([467, 530]), direction: -1 })).toBe(undefined);
});

test('a row that is seen and missing is never waited for', () => {
  expect(ask({ cells: there([500, 520], [521, 600]) })).toEqual({ from: 520, to: 521 });
});

test('nothing beyond the ends of the list is asked for', () => {
  expect(ask({ cells: there([500, 530]), rowCount: 530 })).toBe(undefined);
  expect(ask({ cells: there([0, 30]), drawn: { from: 0, to: 30 }, direction: -1 })).toBe(undefined);
  expect(ask({ rowCount: 0, drawn: { from: 0, to: 0 } })).toBe(undefined);
});

test('however long the list and whatever is there: asked in its bounds, until everything seen is there', () => {
  const range = fc.tuple(fc.nat(2_000), fc.nat(700)).map(([from, length]): [number, number] => [from, from + length]);
  fc.assert(
    fc.property(fc.array(range), range, fc.constantFrom(1 as const, -1 as const), (known, [from, to], direction) => {
      const cells = there(...known);
      const need = { cells, rowCount: 2_700, drawn: { from, to }, direction };
      for (let asked = rowsToAskFor(need), times = 0; asked; asked = rowsToAskFor(need)) {
        expect(asked.from).toBeGreaterThanOrEqual(0);
        expect(asked.to).toBeLessThanOrEqual(need.rowCount);
        expect(asked.to - asked.from).toBeLessThanOrEqual(RANGE_ROWS);
        expect(cells.has(asked.from) && cells.has(asked.to - 1)).toBe(false);
        for (let row = asked.from; row < asked.to; row++) cells.set(row, true);
        expect(times++).toBeLessThan(8);
      }
      for (let row = from; row < to; row++) expect(cells.has(row)).toBe(true);
    }),
  );
});
