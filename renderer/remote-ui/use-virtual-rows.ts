import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { RANGE_ROWS } from '../../addins/protocol/ui/data-components.ts';
import type { HostNode } from './host-node.ts';
import { rowsOf } from './row-cache.ts';
import { useView } from './view-context.ts';
import { scrollTopFor, type VirtualRows, virtualRows } from './virtual-rows.ts';

/** Rows drawn beyond both edges: a fast wheel stays inside them. */
const OVERSCAN = 8;

export interface VirtualRowsState extends VirtualRows {
  /** Pixels of the area in which rows are seen; 0 while it is hidden. */
  viewHeight: number;
  /** Pixels from the top of the element that stands at `offset`. */
  topOf(row: number): number;
  /** Brings a row into view. */
  reveal(row: number): void;
}

interface RowSizes {
  /** Pixels. */
  rowHeight: number;
  /** Pixels of a head that stays at the top of the scrolled element. */
  headHeight?: number;
}

/** The rows in view of a scrolled element, kept up to date; asks the add-in for those that are not there. */
export function useVirtualRows(
  node: HostNode,
  scroller: RefObject<HTMLElement | null>,
  { rowHeight, headHeight = 0 }: RowSizes,
): VirtualRowsState {
  const [seen, setView] = useState({ scrollTop: 0, viewHeight: 0 });
  const view = { ...seen, viewHeight: Math.max(0, seen.viewHeight - headHeight) };
  useLayoutEffect(() => watchView(scroller.current, setView), [scroller]);
  const options = { ...view, rowCount: node.props.rowCount as number, rowHeight, overscan: OVERSCAN };
  const rows = virtualRows(options);
  useMissingRows(node, rows.first, rows.end);
  return {
    ...rows,
    viewHeight: view.viewHeight,
    topOf: (row) => (row - rows.anchor) * rowHeight,
    reveal(row) {
      const top = scrollTopFor(row, options);
      if (top !== undefined) scroller.current?.scrollTo({ top });
    },
  };
}

/** The numbers of the rows that are drawn. */
export function rowsInView({ first, end }: VirtualRows): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

function watchView(
  element: HTMLElement | null,
  setView: (view: { scrollTop: number; viewHeight: number }) => void,
): (() => void) | undefined {
  if (!element) return undefined;
  const read = () => setView({ scrollTop: element.scrollTop, viewHeight: element.clientHeight });
  read();
  const observer = new ResizeObserver(read);
  observer.observe(element);
  element.addEventListener('scroll', read, { passive: true });
  return () => {
    observer.disconnect();
    element.removeEventListener('scroll', read);
  };
}

/** Asks once for each range in which rows are missing: what does not come is asked for again when the view moves. */
function useMissingRows(node: HostNode, first: number, end: number): void {
  const { events } = useView();
  const asked = useRef('');
  useEffect(() => {
    const { revision, cells } = rowsOf(node);
    let from = first;
    while (from < end && cells.has(from)) from++;
    let to = end;
    while (to > from && cells.has(to - 1)) to--;
    const count = Math.min(to - from, RANGE_ROWS);
    // Another node, another generation: it has not been asked yet.
    const question = `${node.id} ${revision} ${from} ${count}`;
    if (count <= 0 || asked.current === question) return;
    asked.current = question;
    events.continuous(node, 'onRange', { start: from, count, revision });
  });
}
