import type { HTMLAttributes, ReactNode } from 'react';
import { useScrollStop } from './use-scroll-stop.ts';
import './scroller.css';

export interface ScrollerProps extends Omit<HTMLAttributes<HTMLElement>, 'tabIndex'> {
  readonly as?: 'div' | 'pre';
}

/** A block whose style lets it scroll: whoever has only a keyboard can reach it and scroll it, too. */
export function Scroller({ as: Tag = 'div', className = '', ...props }: ScrollerProps): ReactNode {
  const stop = useScrollStop();
  return <Tag className={`scroller ${className}`} {...stop} {...props} />;
}
