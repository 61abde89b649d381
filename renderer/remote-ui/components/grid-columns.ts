import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { GridColumn } from './grid-head.tsx';

/** Pixels of a column that says nothing about its width. */
const COLUMN_WIDTH = 150;
/** Pixels of one digit of a row number, and of the space around it. */
const DIGIT = 8;
const NUMBER_SPACE = 22;
/** Pixels beyond both edges in which cells are drawn. */
const OVERSCAN = 300;

export interface ColumnLayout {
  readonly columns: readonly { left: number; width: number; align: 'start' | 'end'; column: GridColumn }[];
  /** 0 without row numbers. */
  readonly numberWidth: number;
  readonly width: number;
}

export function layoutColumns(columns: readonly GridColumn[], rowCount: number, rowNumbers: boolean): ColumnLayout {
  const numberWidth = rowNumbers ? String(rowCount).length * DIGIT + NUMBER_SPACE : 0;
  let left = numberWidth;
  const placed = columns.map((column) => {
    const width = column.width ?? COLUMN_WIDTH;
    const place = { left, width, align: column.align ?? ('start' as const), column };
    left += width;
    return place;
  });
  return { columns: placed, numberWidth, width: left };
}

/** The numbers of the columns in view: a table of hundreds of columns draws a dozen. */
export function useColumnsInView(layout: ColumnLayout, scroller: RefObject<HTMLElement | null>): readonly number[] {
  const [view, setView] = useState({ left: 0, width: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const read = () => setView(keepIfSame({ left: element.scrollLeft, width: element.clientWidth }));
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller]);
  return useMemo(() => {
    const from = view.left - OVERSCAN;
    const to = view.left + view.width + OVERSCAN;
    return layout.columns.flatMap(({ left, width }, number) => (left < to && left + width > from ? [number] : []));
  }, [layout, view]);
}

type View = { left: number; width: number };

function keepIfSame(next: View): (previous: View) => View {
  return (previous) => (previous.left === next.left && previous.width === next.width ? previous : next);
}
