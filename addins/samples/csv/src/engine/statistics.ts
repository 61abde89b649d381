import type { Column } from './column.ts';
import { decodeText } from './decode.ts';
import { type Histogram, HistogramBars } from './histogram.ts';
import { parseNumber } from './parse-number.ts';
import { type NumberSummary, PreciseSum } from './precise-sum.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowSet } from './row-set.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { CsvTable } from './table.ts';
import { ValueCounter } from './value-counter.ts';

export interface FrequentValue {
  readonly text: string;
  readonly count: number;
}

/** What is known of one column in some rows. */
export interface Statistics {
  readonly column: Column;
  readonly rows: number;
  readonly empty: number;
  readonly distinct: number;
  /** There are more different values than were counted. */
  readonly distinctIsCapped: boolean;
  /** Undefined when no value is a number. */
  readonly numbers: NumberSummary | undefined;
  /** Undefined when the numbers make no picture. */
  readonly histogram: Histogram | undefined;
  readonly frequent: readonly FrequentValue[];
}

/** Values in the list of the most frequent ones. */
const FREQUENT = 12;
/** Bytes of a frequent value that are shown. */
const SHOWN_BYTES = 240;
/** Part of the work after which only the histogram is left. */
const COUNTED = 0.7;

const { isNaN: isNaNumber } = Number;

interface Scope {
  readonly table: CsvTable;
  readonly rows: RowSet;
  readonly column: Column;
}

/** Looks at every value of one column in these rows. */
export function* columnStatistics(table: CsvTable, rows: RowSet, column: Column): Steps<Statistics> {
  const counter = new ValueCounter();
  const sum = new PreciseSum();
  let empty = 0;
  const look = (value: RowCursor): void => {
    if (value.start === value.end) {
      empty++;
      return;
    }
    counter.add(value);
    const number = parseNumber(value, column.decimal);
    if (!isNaNumber(number)) sum.add(number);
  };
  yield* eachValue({ table, rows, column }, look, { from: 0, to: COUNTED });
  const numbers = sum.summary();
  const histogram =
    column.kind === 'number' && numbers ? yield* countBars({ table, rows, column }, numbers) : undefined;
  const { distinct, isFull } = counter;
  const frequent = frequentValues(counter, table);
  return { column, rows: rows.count, empty, distinct, distinctIsCapped: isFull, numbers, histogram, frequent };
}

/** Adds up the numbers of one column; undefined when there are none. */
export function* columnSum(table: CsvTable, rows: RowSet, column: Column): Steps<NumberSummary | undefined> {
  const sum = new PreciseSum();
  const add = (value: RowCursor): void => {
    const number = parseNumber(value, column.decimal);
    if (!isNaNumber(number)) sum.add(number);
  };
  yield* eachValue({ table, rows, column }, add, { from: 0, to: 1 });
  return sum.summary();
}

function* countBars(scope: Scope, { min, max, whole }: NumberSummary): Steps<Histogram | undefined> {
  const bars = HistogramBars.between(min, max, whole);
  if (!bars) return undefined;
  const { decimal } = scope.column;
  const add = (value: RowCursor): void => {
    const number = parseNumber(value, decimal);
    if (!isNaNumber(number)) bars.add(number);
  };
  yield* eachValue(scope, add, { from: COUNTED, to: 1 });
  return bars.finish();
}

function* eachValue(
  { table, rows, column }: Scope,
  look: (value: RowCursor) => void,
  done: { from: number; to: number },
): Steps<void> {
  const { place } = column;
  const cursor = table.newCursor(place + 1);
  const { count } = rows;
  for (let index = 0; index < count; index++) {
    cursor.moveTo(rows.at(index));
    cursor.locate(place);
    look(cursor);
    if (index % ROWS_PER_STEP === 0) yield done.from + ((done.to - done.from) * index) / count;
  }
}

function frequentValues(counter: ValueCounter, table: CsvTable): FrequentValue[] {
  return counter.mostFrequent(FREQUENT).map(({ value: { buffer, start, end }, count }) => ({
    text: decodeText({ buffer, start, end: Math.min(end, start + SHOWN_BYTES) }, table.dialect.encoding),
    count,
  }));
}
