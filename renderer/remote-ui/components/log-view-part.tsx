import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { rowsOf } from '../row-cache.ts';
import { useCalls } from '../use-calls.ts';
import { useVirtualRows } from '../use-virtual-rows.ts';
import { RowWindow } from './row-window.tsx';
import './log-view-part.css';

/** Pixels. */
const LINE_HEIGHT = 18;

export function LogViewPart({ node }: PartProps): ReactNode {
  const { label, rowCount, follow, grow } = propsOf<'LogView'>(node);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useVirtualRows(node, scroller, { rowHeight: LINE_HEIGHT });
  const { viewHeight } = lines;
  const scrollToEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  const isAtEnd = useRef(true);
  useCalls(node, { scrollToEnd });
  useLayoutEffect(() => {
    const element = scroller.current;
    // A person who scrolled up to read is left where they are.
    if (follow && isAtEnd.current && rowCount * viewHeight > 0) element?.scrollTo({ top: element.scrollHeight });
  }, [follow, rowCount, viewHeight]);
  const cells = rowsOf(node).cells;
  return (
    <div
      ref={scroller}
      className="rv-log"
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard
      tabIndex={0}
      data-grow={grow}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isAtEnd.current = scrollTop + clientHeight >= scrollHeight - LINE_HEIGHT;
      }}
    >
      <div className="rv-log-lines" style={{ height: lines.height }}>
        <RowWindow
          rows={lines}
          row={(line, top) => (
            <div key={line} className="rv-log-line" style={{ top }}>
              {String(cells.get(line)?.[0] ?? '')}
            </div>
          )}
        />
      </div>
    </div>
  );
}
