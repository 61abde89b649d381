import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { virtualRows } from '../remote-ui/virtual-rows.ts';

/** Rows drawn beyond both edges. */
const OVERSCAN = 8;

export interface ScrolledRows {
  scroller: RefObject<HTMLElement | null>;
  first: number;
  /** One after the last. */
  end: number;
  /** Pixels of the rows that are not drawn. */
  above: number;
  below: number;
}

/** Which rows of a long list are in view. */
export function useScrolledRows(rowCount: number, rowHeight: number): ScrolledRows {
  const scroller = useRef<HTMLElement>(null);
  const [view, setView] = useState({ scrollTop: 0, viewHeight: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const read = (): void => setView({ scrollTop: element.scrollTop, viewHeight: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    read();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, []);
  const { first, end } = virtualRows({ ...view, rowCount, rowHeight, overscan: OVERSCAN });
  return { scroller, first, end, above: first * rowHeight, below: (rowCount - end) * rowHeight };
}
