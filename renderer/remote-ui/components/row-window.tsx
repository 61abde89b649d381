import type { MouseEventHandler, ReactNode } from 'react';
import { rowsInView, type VirtualRowsState } from '../use-virtual-rows.ts';
import './row-window.css';

interface RowWindowProps {
  rows: VirtualRowsState;
  /** For lists whose items must be children of the list itself. */
  role?: 'presentation';
  onClick?: MouseEventHandler;
  onDoubleClick?: MouseEventHandler;
  /** One row, which stands `top` pixels from the top of this. */
  row(number: number, top: number): ReactNode;
}

/** The rows of a long list that are drawn. */
export function RowWindow({ rows, row, ...rest }: RowWindowProps): ReactNode {
  return (
    <div className="rv-row-window" style={{ transform: `translateY(${rows.offset}px)` }} {...rest}>
      {rowsInView(rows).map((number) => row(number, rows.topOf(number)))}
    </div>
  );
}
