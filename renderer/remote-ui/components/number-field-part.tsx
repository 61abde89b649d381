import { NumberField } from '@base-ui/react/number-field';
import { type ReactNode, useId, useRef } from 'react';
import { afterPress } from '../after-press.ts';
import type { PartProps } from '../element-tree.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useBoundedDraft } from '../use-bounded-draft.ts';
import { useCalls } from '../use-calls.ts';
import { FieldFrame } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import './number-field-part.css';

/** Pixels of the drawings on the two step buttons. */
const STEP_ICON = 12;

export function NumberFieldPart({ node }: PartProps): ReactNode {
  const props = propsOf<'NumberField'>(node);
  const { label, hiddenLabel, min, max, step, unit, description, disabled, grow } = props;
  const { shown, problem, enter, settle } = useBoundedDraft<number>(node);
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  const error = problem ?? props.error;
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return (
    <FieldFrame {...{ id, label, hiddenLabel, description, error, grow }}>
      <NumberField.Root
        id={id}
        value={shown}
        onValueChange={enter}
        step={step}
        disabled={disabled}
        // What is typed stays as it is, with words about it; steps stop at the bounds.
        allowOutOfRange
        {...bounds}
      >
        <NumberField.Group className="rv-number">
          <NumberField.Input
            ref={element}
            className="field rv-number-input"
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error || description ? `${id}-help` : undefined}
            onBlur={({ currentTarget }) => afterPress(currentTarget.ownerDocument, settle)}
            onKeyDown={({ key }) => (key === 'Enter' ? settle() : undefined)}
          />
          {unit ? <span className="rv-number-unit">{unit}</span> : null}
          <span className="rv-number-steps">
            <NumberField.Increment className="rv-number-step" aria-label="More">
              <Icon name="arrow-up" size={STEP_ICON} />
            </NumberField.Increment>
            <NumberField.Decrement className="rv-number-step" aria-label="Less">
              <Icon name="arrow-down" size={STEP_ICON} />
            </NumberField.Decrement>
          </span>
        </NumberField.Group>
      </NumberField.Root>
    </FieldFrame>
  );
}
