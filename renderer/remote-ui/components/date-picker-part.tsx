import { type ReactNode, useId, useRef, useState } from 'react';
import { isIsoDate } from '../../../addins/protocol/ui/prop-types.ts';
import '../../design/field.css';
import type { PartProps } from '../element-tree.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { FieldFrame } from './field-frame.tsx';
import './picker-parts.css';

/** A day that stays in the field, with words about it, and is not told to the add-in. */
interface Refused {
  readonly day: string;
  /** The day that counts meanwhile. */
  readonly instead: string | null;
}

export function DatePickerPart({ node }: PartProps): ReactNode {
  const props = propsOf<'DatePicker'>(node);
  const { label, hiddenLabel, min, max, description, disabled, grow } = props;
  const [value, change] = useDraft<string | null>(node, null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  // Another day that the add-in proposes takes the place of what was typed.
  const shown = refused?.instead === value ? refused.day : value;
  const error = boundsProblem(shown, min, max) ?? props.error;
  const enter = (day: string | null): void => {
    const isRefused = boundsProblem(day, min, max) !== undefined;
    setRefused(isRefused && day !== null ? { day, instead: value } : null);
    if (!isRefused) change(day);
  };
  return (
    <FieldFrame {...{ id, label, hiddenLabel, description, error, grow }}>
      <input
        ref={element}
        id={id}
        type="date"
        className="field rv-date"
        value={shown ?? ''}
        min={min}
        max={max}
        disabled={disabled}
        aria-label={label === undefined ? 'Date' : undefined}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error || description ? `${id}-help` : undefined}
        onChange={({ currentTarget }) => {
          // Empty while only a part of the date is typed.
          if (currentTarget.value === '' || isIsoDate(currentTarget.value)) enter(currentTarget.value || null);
        }}
      />
    </FieldFrame>
  );
}

/** ISO dates compare as text. */
export function boundsProblem(
  value: string | null,
  min: string | undefined,
  max: string | undefined,
): string | undefined {
  if (value === null) return undefined;
  if (min !== undefined && value < min) return `Choose ${dayInWords(min)} or a later day.`;
  return max !== undefined && value > max ? `Choose ${dayInWords(max)} or an earlier day.` : undefined;
}

function dayInWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}
