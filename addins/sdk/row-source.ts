import { type Cell, isCell } from '../protocol/ui/prop-types.ts';
import { ROWS_CELLS } from '../protocol/ui/ui-frames.ts';
import type { GuestNode } from './reconciler/guest-node.ts';
import { ROW_SOURCE } from './reconciler/wire-props.ts';

interface Range {
  start: number;
  count: number;
  revision: number;
}

export interface RowsAnswer {
  revision: number;
  start: number;
  columns: number;
  cells: Cell[];
}

/** Asks the author's row source for what came into view. Throws what the source throws. */
export async function readRows(node: GuestNode, { start, count, revision }: Range): Promise<RowsAnswer> {
  const source = node.props[ROW_SOURCE] as (start: number, count: number) => unknown;
  const rows = (await source(start, count)) as readonly unknown[];
  if (!Array.isArray(rows)) throw new TypeError('getRows must answer a list of rows.');
  const names = node.entry?.spec.rowCells;
  const columns = names?.length ?? (Array.isArray(node.props.columns) ? node.props.columns.length : 1);
  const cells: Cell[] = [];
  for (const row of rows.slice(0, count)) {
    if (cells.length + columns > ROWS_CELLS) break;
    for (let column = 0; column < columns; column++) cells.push(toCell(valueAt(row, column, names)));
  }
  return { revision, start, columns, cells };
}

/** Authors write rows as lists, as records where the cells have names, or as the one value there is. */
function valueAt(row: unknown, column: number, names: readonly string[] | undefined): unknown {
  if (Array.isArray(row)) return row[column];
  const name = names?.[column];
  if (name === undefined || typeof row !== 'object' || row === null) return column === 0 ? row : undefined;
  return (row as Record<string, unknown>)[name];
}

/** Characters of one cell that travel: no cell shows more. */
const CELL_CHARACTERS = 1_000;

function toCell(value: unknown): Cell {
  if (isCell(value, CELL_CHARACTERS)) return value;
  return value === undefined ? null : String(value).slice(0, CELL_CHARACTERS);
}
