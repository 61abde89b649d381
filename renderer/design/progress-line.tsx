import type { CSSProperties, ReactNode } from 'react';
import './progress-line.css';

export interface ProgressLineProps {
  label: string;
  /** 0 to 1; null while nobody knows how long. */
  fraction: number | null;
}

export function ProgressLine({ label, fraction }: ProgressLineProps): ReactNode {
  const percent = fraction === null ? undefined : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  const style = { '--done': `${percent ?? 40}%` } as CSSProperties;
  return (
    <div className="progress">
      <span className="soft">{label}</span>
      <div
        className="progress-line"
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        data-unknown={fraction === null || undefined}
        style={style}
      />
    </div>
  );
}
