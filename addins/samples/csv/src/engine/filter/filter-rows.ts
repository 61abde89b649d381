import { allRows, listedRows, type RowSet } from '../row-set.ts';
import { ROWS_PER_STEP, type Steps } from '../steps.ts';
import type { CsvTable } from '../table.ts';
import { compileFilter } from './compile-filter.ts';
import type { Filter } from './filter.ts';

/** The rows that a filter lets pass, in the order of the file. */
export function* filterRows(table: CsvTable, filter: Filter | undefined): Steps<RowSet> {
  if (!filter) return allRows(table.firstRow, table.rowCount);
  const test = compileFilter(filter, table);
  const passed = new Uint32Array(table.rowCount);
  const { firstRow } = table;
  const { rowCount } = table.index;
  let count = 0;
  for (let row = firstRow; row < rowCount; row++) {
    if (test(row)) passed[count++] = row;
    if (row % ROWS_PER_STEP === 0) yield row / rowCount;
  }
  return listedRows(passed.slice(0, count));
}
