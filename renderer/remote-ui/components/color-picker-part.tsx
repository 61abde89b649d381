import { type ReactNode, useId, useRef, useState } from 'react';
import { isHexColor } from '../../../addins/protocol/ui/prop-types.ts';
import '../../design/field.css';
import type { PartProps } from '../element-tree.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { FieldFrame } from './field-frame.tsx';
import './picker-parts.css';

const BLACK = '#000000';

/** A colour chosen by eye or typed as a number; the two always agree. */
export function ColorPickerPart({ node }: PartProps): ReactNode {
  const { label, hiddenLabel, description, error, disabled, grow } = propsOf<'ColorPicker'>(node);
  const [value, change] = useDraft(node, BLACK);
  const [typed, setTyped] = useState<string | null>(null);
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  const type = (text: string) => {
    setTyped(text);
    const color = text.startsWith('#') ? text : `#${text}`;
    if (isHexColor(color)) change(color.toLowerCase());
  };
  return (
    <FieldFrame {...{ id, label, hiddenLabel, description, error, grow }}>
      <span className="rv-color">
        <input
          type="color"
          className="rv-color-swatch"
          value={value.toLowerCase()}
          disabled={disabled}
          aria-label={`${label ?? 'Colour'}: choose by eye`}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
        <input
          ref={element}
          id={id}
          className="field rv-color-number"
          value={typed ?? value}
          disabled={disabled}
          spellCheck={false}
          maxLength={7}
          aria-label={label === undefined ? 'Colour' : undefined}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error || description ? `${id}-help` : undefined}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          // What is no colour is forgotten: the field shows what counts.
          onBlur={() => setTyped(null)}
        />
      </span>
    </FieldFrame>
  );
}
