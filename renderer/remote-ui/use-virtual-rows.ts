import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { HostNode } from './host-node.ts';
import { rowsOf } from './row-cache.ts';
import { type RowNeed, type RowRange, rowsToAskFor } from './rows-to-ask-for.ts';
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
  useMissingRows(node, { from: rows.first, to: rows.end }, options.rowCount);
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

interface Question extends RowRange {
  readonly node: number;
  readonly revision: number;
  /** Milliseconds on the clock of the page. */
  readonly at: number;
}

/** Milliseconds for which an answer is waited for while the view moves on. */
const PATIENCE = 500;

/** Asks for rows that are missing: what does not come is asked for again when the view moves. */
function useMissingRows(node: HostNode, drawn: RowRange, rowCount: number): void {
  const { events } = useView();
  const last = useRef<{ first: number; direction: 1 | -1; asked: Question | null }>({
    first: 0,
    direction: 1,
    asked: null,
  });
  // Before the paint: the answer is on its way while it is painted.
  useLayoutEffect(() => {
    const { current } = last;
    if (drawn.from !== current.first) current.direction = drawn.from > current.first ? 1 : -1;
    current.first = drawn.from;
    const { revision, cells } = rowsOf(node);
    const need = { cells, rowCount, drawn, direction: current.direction };
    const wanted = rowsToAskFor(need);
    // Another node, another generation: it has not been asked yet.
    const known = current.asked?.node === node.id && current.asked.revision === revision ? current.asked : null;
    if (!wanted || (known && isKnown(wanted, known, need))) return;
    current.asked = { ...wanted, node: node.id, revision, at: performance.now() };
    events.ask(node, 'onRange', { start: wanted.from, count: wanted.to - wanted.from, revision });
  });
}

/** The same was asked already, or what comes into view first is under way: an answer has its first row at least. */
function isKnown(
  wanted: RowRange,
  asked: Question,
  { cells, direction }: Pick<RowNeed, 'cells' | 'direction'>,
): boolean {
  if (wanted.from === asked.from && wanted.to === asked.to) return true;
  const nearest = direction === 1 ? wanted.from : wanted.to - 1;
  const isUnderWay = !cells.has(asked.from) && performance.now() - asked.at < PATIENCE;
  return isUnderWay && nearest >= asked.from && nearest < asked.to;
}
