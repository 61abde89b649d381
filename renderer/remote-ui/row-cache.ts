import type { Cell } from '../../addins/protocol/ui/prop-types.ts';
import type { HostNode, RowCache } from './host-node.ts';

/** Rows kept per grid: several screens in both directions. */
const KEPT_ROWS = 4_000;

interface Rows {
  revision: number;
  start: number;
  columns: number;
  cells: readonly Cell[];
}

/** Keeps rows that arrived. Rows of a revision that is no longer shown are dropped. */
export function storeRows(node: HostNode, { revision, start, columns, cells }: Rows): void {
  if (revision !== node.props.revision || columns === 0) return;
  const cache = rowsOf(node);
  cache.columns = columns;
  for (let row = 0; row * columns < cells.length; row++) {
    const number = start + row;
    // Re-inserted at the end: the first entries of the map are the ones not seen for longest.
    cache.cells.delete(number);
    cache.cells.set(number, cells.slice(row * columns, (row + 1) * columns));
  }
  for (const number of cache.cells.keys()) {
    if (cache.cells.size <= KEPT_ROWS) break;
    cache.cells.delete(number);
  }
}

/** The rows that are there; emptied when the add-in says that they changed. */
export function rowsOf(node: HostNode): RowCache {
  const revision = node.props.revision as number;
  if (!node.rows) node.rows = { revision, columns: 0, cells: new Map() };
  if (node.rows.revision !== revision) node.rows = { revision, columns: node.rows.columns, cells: new Map() };
  return node.rows;
}
