import type { Column } from './column.ts';
import { numberKeys } from './number-keys.ts';
import { radixSort } from './radix-sort.ts';
import { listedRows, type RowSet } from './row-set.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { CsvTable } from './table.ts';
import { sortTexts } from './text-sort.ts';
import { collectTexts } from './text-values.ts';

export interface SortOrder {
  readonly place: number;
  readonly descending: boolean;
}

/** Part of the work that is reading values; the rest is sorting them. */
const READING = 0.6;

/**
 * Sorts rows by one column, stable, without making an object for a row. Numbers come before what is no number, and
 * empty values come last in both directions: what one looks for is at the top.
 */
export function* sortRows(table: CsvTable, rows: RowSet, sort: SortOrder): Steps<RowSet> {
  const column = table.columns[sort.place];
  if (!column) return rows;
  const order = column.kind === 'number' ? yield* byNumber(table, rows, sort) : yield* byText(table, rows, sort);
  for (let place = 0; place < order.length; place++) {
    order[place] = rows.at(order[place] ?? 0);
    if (place % ROWS_PER_STEP === 0) yield 1;
  }
  return listedRows(order);
}

function* byNumber(table: CsvTable, rows: RowSet, sort: SortOrder): Steps<Uint32Array> {
  const column = table.columns[sort.place] as Column;
  const keys = yield* share(numberKeys(table, rows, { ...sort, decimal: column.decimal }), 0, READING);
  const order = firstToLast(rows.count);
  yield* share(radixSort(keys, whole(order)), READING, 1);
  return order;
}

function* byText(table: CsvTable, rows: RowSet, sort: SortOrder): Steps<Uint32Array> {
  const texts = yield* share(collectTexts(table, rows, sort.place), 0, READING);
  const order = firstToLast(rows.count);
  yield* share(sortTexts(texts, whole(order), sort.descending), READING, 1);
  return order;
}

function firstToLast(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let place = 0; place < count; place++) order[place] = place;
  return order;
}

function whole(order: Uint32Array) {
  return { order, spare: new Uint32Array(order.length), start: 0, end: order.length };
}

/** Lets a part of the work report as a part of the whole. */
export function* share<Result>(steps: Steps<Result>, from: number, to: number): Steps<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}
