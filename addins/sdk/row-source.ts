import { type Cell, isCell } from '../protocol/ui/prop-types.ts';
import { RASTER_CHARACTERS } from '../protocol/ui/raster.ts';
import { ROWS_CELLS } from '../protocol/ui/ui-frames.ts';
import { textWeight } from '../protocol/ui/wire-values.ts';
import type { GuestNode } from './reconciler/guest-node.ts';
import { ROW_SOURCE } from './reconciler/wire-props.ts';

/** Characters of one answer: as much as the largest single text, so that it fits into a frame wherever that does. */
const ANSWER_CHARACTERS = RASTER_CHARACTERS;

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
  let characters = 0;
  for (const row of rows.slice(0, count)) {
    const next = Array.from({ length: columns }, (_, column) => toCell(valueAt(row, column, names)));
    characters += textWeight(next);
    // The rest is asked for again when what is here has been drawn.
    if (cells.length + columns > ROWS_CELLS || characters > ANSWER_CHARACTERS) break;
    cells.push(...next);
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
