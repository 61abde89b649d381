import { useRef } from 'react';
import type { HostNode, RowCache } from '../host-node.ts';
import { rowsOf } from '../row-cache.ts';

/** The rows that are there. While those of a new revision are on their way the old ones stay: nothing flickers. */
export function useKeptCells(node: HostNode): RowCache['cells'] {
  const { cells } = rowsOf(node);
  const last = useRef(cells);
  if (cells.size > 0) last.current = cells;
  return last.current;
}
