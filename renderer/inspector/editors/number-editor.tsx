import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { fieldText } from '../draft.ts';
import { stepped } from '../value-text.ts';
import { type EditorProps, typedProps } from './editor-props.ts';

/** Steps that one press takes with Shift. */
const LARGE = 10;
/** Pixels of the drawings on the step buttons. */
const ICON = 12;

/** A number to type, or to step with the arrow keys and the buttons. */
export function NumberEditor(props: EditorProps): ReactNode {
  const { row, model } = props;
  const { onKeyDown, ...field } = typedProps(props);
  const step = (steps: number) => {
    const text = fieldText(row.draft, row.value, row.isMixed);
    model.choose(row.path, stepped(row.row, text, steps));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined) {
      onKeyDown(event);
      return;
    }
    event.preventDefault();
    step(direction * (event.shiftKey ? LARGE : 1));
  };
  return (
    <span className="pg-number">
      <input className="pg-field" type="text" inputMode="decimal" {...field} onKeyDown={press} />
      <span className="pg-steps">
        <StepButton label={`More ${row.row.label}`} onStep={() => step(1)}>
          <ChevronUp size={ICON} aria-hidden="true" />
        </StepButton>
        <StepButton label={`Less ${row.row.label}`} onStep={() => step(-1)}>
          <ChevronDown size={ICON} aria-hidden="true" />
        </StepButton>
      </span>
    </span>
  );
}

/** For the mouse only: the keyboard steps in the field. */
function StepButton(props: { label: string; onStep: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className="pg-step" tabIndex={-1} aria-label={props.label} onClick={props.onStep}>
      {props.children}
    </button>
  );
}
