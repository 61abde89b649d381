import { type ReactNode, useId, useRef } from 'react';
import { isIsoDate } from '../../../addins/protocol/ui/prop-types.ts';
import '../../design/field.css';
import type { PartProps } from '../element-tree.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useBoundedDraft } from '../use-bounded-draft.ts';
import { useCalls } from '../use-calls.ts';
import { FieldFrame } from './field-frame.tsx';
import './picker-parts.css';

export function DatePickerPart({ node }: PartProps): ReactNode {
  const props = propsOf<'DatePicker'>(node);
  const { label, hiddenLabel, min, max, description, disabled, grow } = props;
  const { shown, problem, enter, settle } = useBoundedDraft<string>(node);
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  const error = problem ?? props.error;
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
          if (currentTarget.value !== '' && !isIsoDate(currentTarget.value)) return;
          enter(currentTarget.value || null);
          // A day is whole at once, from the calendar too, which leaves the field where it is.
          settle();
        }}
      />
    </FieldFrame>
  );
}
