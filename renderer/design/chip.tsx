import type { ReactNode } from 'react';
import './chip.css';

export type Tone = 'plain' | 'good' | 'caution' | 'danger' | 'accent';

export interface ChipProps {
  tone?: Tone;
  children: ReactNode;
  title?: string;
  className?: string;
}

export function Chip({ tone = 'plain', children, title, className }: ChipProps): ReactNode {
  return (
    <span className={`chip ${className ?? ''}`} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

export function Dot({ tone = 'plain' }: { tone?: Tone }): ReactNode {
  return <span className="dot" data-tone={tone} aria-hidden="true" />;
}

export function Key({ children }: { children: ReactNode }): ReactNode {
  return <kbd className="key">{children}</kbd>;
}
