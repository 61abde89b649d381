import type { CSSProperties, ReactNode } from 'react';
import { inkOn, safeColor } from './color.ts';
import './mark.css';

export interface MarkProps {
  name: string;
  color: string;
  /** Edge length in pixels. */
  size?: number;
}

/** The coloured tile that stands for an add-in. Always drawn by the host, never an image of the add-in. */
export function Mark({ name, color, size = 16 }: MarkProps): ReactNode {
  const fill = safeColor(color);
  const style = { '--mark-size': `${size}px`, '--mark-color': fill, '--mark-ink': inkOn(fill) } as CSSProperties;
  return (
    <span className="mark" style={style} aria-hidden="true">
      {[...name.trim()][0] ?? '?'}
    </span>
  );
}

/** Three bulkheads: the host's own mark. */
export function BulkheadMark({ size = 18 }: { size?: number }): ReactNode {
  return (
    <svg className="bulkhead-mark" width={size} height={size} viewBox="0 0 18 18" aria-hidden="true">
      <path
        fill="currentColor"
        d="M4 1h1v16H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Zm3 0h4v16H7V1Zm6 0h1a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3h-1V1Z"
      />
    </svg>
  );
}
