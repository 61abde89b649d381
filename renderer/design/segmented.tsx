import { type ReactNode, useId } from 'react';
import type { Tone } from './chip.tsx';
import './segmented.css';

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  tone?: Tone;
  disabled?: boolean;
  /** Why it cannot be chosen. */
  title?: string;
}

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onChange(value: Value): void;
}

/** One choice of a few, all of them visible. Radio buttons underneath: the arrow keys work as people expect. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactNode {
  const { label, value, segments, onChange } = props;
  const name = useId();
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {segments.map((segment) => (
        <label key={segment.value} className="segment" data-tone={segment.tone} title={segment.title}>
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.disabled}
            onChange={() => onChange(segment.value)}
          />
          {segment.label}
        </label>
      ))}
    </div>
  );
}
