import { RANGE_ROWS } from '../../addins/protocol/ui/data-components.ts';

/** Rows that are wanted before they come into view, on the side to which the view moves. */
const AHEAD = 64;

export interface RowRange {
  readonly from: number;
  /** One after the last row. */
  readonly to: number;
}

export interface RowNeed {
  /** The rows that are there. */
  cells: ReadonlyMap<number, unknown>;
  rowCount: number;
  /** The rows that are drawn. */
  drawn: RowRange;
  /** 1: the view moves to the end, or stands. */
  direction: 1 | -1;
}

/**
 * The rows to ask for now, undefined while enough are there. Whoever scrolls finds them in place: they are asked for many at
 * once, long before the view gets there. After a jump those that are seen come first, and alone.
 */
export function rowsToAskFor(need: RowNeed): RowRange | undefined {
  const { cells, drawn, direction } = need;
  const seen = missing(cells, drawn);
  if (seen?.from === drawn.from && seen.to === drawn.to) return atMost(seen, direction);
  const wanted = missing(cells, withAhead(need));
  if (!wanted) return undefined;
  const distance = direction === 1 ? wanted.from - drawn.to : drawn.from - wanted.to;
  return seen || distance <= AHEAD / 2 ? atMost(wanted, direction) : undefined;
}

function withAhead({ rowCount, drawn, direction }: RowNeed): RowRange {
  if (direction === 1) return { from: drawn.from, to: Math.min(rowCount, drawn.to + AHEAD) };
  return { from: Math.max(0, drawn.from - AHEAD), to: drawn.to };
}

/** From the first to the last that is not there. */
function missing(cells: RowNeed['cells'], range: RowRange): RowRange | undefined {
  let { from, to } = range;
  while (from < to && cells.has(from)) from++;
  while (to > from && cells.has(to - 1)) to--;
  return from < to ? { from, to } : undefined;
}

/** Of too many, those that come into view first. */
function atMost({ from, to }: RowRange, direction: 1 | -1): RowRange {
  return direction === 1
    ? { from, to: Math.min(to, from + RANGE_ROWS) }
    : { from: Math.max(from, to - RANGE_ROWS), to };
}
