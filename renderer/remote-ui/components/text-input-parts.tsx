import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react';
import '../../design/field.css';
import { draftOf } from '../draft.ts';
import type { PartProps } from '../element-tree.ts';
import type { HostNode } from '../host-node.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { useView } from '../view-context.ts';
import { FieldFrame } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import './text-input-parts.css';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

export function TextFieldPart({ node }: PartProps): ReactNode {
  const props = propsOf<'TextField'>(node);
  const { events } = useView();
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  const shared = useTextInput(node, element, id);
  const submit = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    events.command(node, 'onSubmit', event.currentTarget.value);
  };
  return (
    <FieldFrame id={id} {...frameProps(props)} grow={props.grow}>
      <span className="rv-input-box" data-icon={props.icon !== undefined}>
        {props.icon ? <Icon name={props.icon} /> : null}
        <input
          {...shared}
          ref={element}
          className="field rv-input"
          type={props.kind}
          maxLength={props.maxLength}
          onKeyDown={submit}
        />
      </span>
    </FieldFrame>
  );
}

export function TextAreaPart({ node }: PartProps): ReactNode {
  const props = propsOf<'TextArea'>(node);
  const element = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const shared = useTextInput(node, element, id);
  return (
    <FieldFrame id={id} {...frameProps(props)} grow={props.grow}>
      <textarea
        {...shared}
        ref={element}
        className="field rv-textarea"
        rows={props.rows}
        data-mono={props.mono}
        data-page={props.page}
      />
    </FieldFrame>
  );
}

interface Labelled {
  readonly label: string | undefined;
  readonly hiddenLabel: boolean;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly required: boolean;
}

function frameProps({ label, hiddenLabel, description, error, required }: Labelled): Labelled {
  return { label, hiddenLabel, description, error, required };
}

/** What a line and an area of text have in common. */
function useTextInput(node: HostNode, element: RefObject<TextElement | null>, id: string) {
  const { label, placeholder, disabled, readOnly, required, autoFocus, error, description } =
    propsOf<'TextField'>(node);
  const [value, change] = useDraft(node, '');
  useCalls(node, {
    focus: () => focusIfAllowed(element.current),
    select: () => element.current?.select(),
    scrollToEnd: () => element.current?.scrollTo({ top: element.current.scrollHeight }),
  });
  const caret = useCaret(element, value);
  useEffect(() => {
    if (autoFocus) focusIfAllowed(element.current);
  }, [autoFocus, element]);
  return {
    id,
    value,
    placeholder,
    disabled,
    readOnly,
    required,
    spellCheck: false,
    'aria-label': label === undefined ? placeholder : undefined,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-describedby': error || description ? `${id}-help` : undefined,
    onSelect: caret.note,
    onChange: (event: { currentTarget: TextElement }) => {
      caret.note();
      change(event.currentTarget.value);
    },
    // Looked up each time: an upgrade between two key strokes gives the draft to another node.
    onCompositionStart: () => {
      draftOf(node).composing = true;
    },
    onCompositionEnd: () => {
      draftOf(node).composing = false;
    },
  };
}

/** Keeps the caret where it was when the add-in puts another text into a field that a person is in. */
function useCaret(element: RefObject<TextElement | null>, value: string): { note: () => void } {
  const caret = useRef<number | null>(null);
  const note = () => {
    caret.current = element.current?.selectionStart ?? null;
  };
  useLayoutEffect(() => {
    const field = element.current;
    if (!field || caret.current === null || field.ownerDocument.activeElement !== field) return;
    const at = Math.min(caret.current, value.length);
    if (field.selectionStart === field.selectionEnd && field.selectionStart !== at) field.setSelectionRange(at, at);
  }, [element, value]);
  return { note };
}
