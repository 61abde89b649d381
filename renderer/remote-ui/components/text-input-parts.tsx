import { type ReactNode, useId, useRef } from 'react';
import { draftOf } from '../draft.ts';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { useView } from '../view-context.ts';
import { FieldFrame } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import './text-input-parts.css';

export function TextFieldPart({ node }: PartProps): ReactNode {
  const props = propsOf<'TextField'>(node);
  const { events } = useView();
  const [value, change] = useDraft(node, '');
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  useCalls(node, { focus: () => element.current?.focus(), select: () => element.current?.select() });
  const draft = draftOf(node);
  return (
    <FieldFrame id={id} {...props}>
      <span className="rv-input-box" data-icon={props.icon !== undefined}>
        {props.icon ? <Icon name={props.icon} /> : null}
        <input
          ref={element}
          id={id}
          className="rv-input"
          type={props.kind}
          value={value}
          placeholder={props.placeholder}
          disabled={props.disabled}
          readOnly={props.readOnly}
          required={props.required}
          maxLength={props.maxLength}
          aria-invalid={props.error !== undefined}
          aria-describedby={`${id}-help`}
          spellCheck={false}
          onChange={(event) => change(event.currentTarget.value)}
          onCompositionStart={() => {
            draft.composing = true;
          }}
          onCompositionEnd={() => {
            draft.composing = false;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
              events.command(node, 'onSubmit', event.currentTarget.value);
            }
          }}
        />
      </span>
    </FieldFrame>
  );
}
