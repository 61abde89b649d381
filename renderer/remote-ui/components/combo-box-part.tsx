import { Autocomplete } from '@base-ui/react/autocomplete';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import '../../design/field.css';
import type { PartProps } from '../element-tree.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { useView } from '../view-context.ts';
import { FieldFrame } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import './combo-box-part.css';

/** Options that are drawn: nobody reads more, and typing makes them fewer. */
const DRAWN_OPTIONS = 100;

export function ComboBoxPart({ node }: PartProps): ReactNode {
  const { label, hiddenLabel, options, placeholder, description, error, disabled, grow } = propsOf<'ComboBox'>(node);
  const { events, overlay } = useView();
  const [value, change] = useDraft(node, '');
  const element = useRef<HTMLInputElement>(null);
  const highlighted = useRef<string | undefined>(undefined);
  const id = useId();
  useCalls(node, { focus: () => focusIfAllowed(element.current) });
  const submit = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || highlighted.current !== undefined) return;
    events.command(node, 'onSubmit', event.currentTarget.value);
  };
  return (
    <FieldFrame {...{ id, label, hiddenLabel, description, error, grow }}>
      <Autocomplete.Root
        items={unique(options)}
        value={value}
        limit={DRAWN_OPTIONS}
        openOnInputClick
        disabled={disabled}
        onItemHighlighted={(option) => {
          highlighted.current = option;
        }}
        onValueChange={(next, { reason }) => {
          change(next);
          if (reason === 'item-press') events.command(node, 'onSubmit', next);
        }}
      >
        <Autocomplete.InputGroup className="rv-combo">
          <Autocomplete.Input
            ref={element}
            id={id}
            className="field rv-combo-input"
            placeholder={placeholder}
            aria-label={label === undefined ? placeholder : undefined}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error || description ? `${id}-help` : undefined}
            onKeyDown={submit}
          />
          <Autocomplete.Trigger className="rv-combo-open" aria-label="Show the list" tabIndex={-1}>
            <Icon name="chevron-down" />
          </Autocomplete.Trigger>
        </Autocomplete.InputGroup>
        <ComboList overlay={overlay} label={label ?? placeholder} />
      </Autocomplete.Root>
    </FieldFrame>
  );
}

function ComboList({ overlay, label }: { overlay: HTMLElement | null; label: string | undefined }): ReactNode {
  if (!overlay) return null;
  return (
    <Autocomplete.Portal container={overlay}>
      <Autocomplete.Positioner
        className="rv-popup-place"
        sideOffset={3}
        collisionPadding={6}
        collisionBoundary={overlay.parentElement ?? overlay}
      >
        <Autocomplete.Popup className="rv-combo-popup">
          <Autocomplete.List aria-label={label}>
            {(option: string) => (
              <Autocomplete.Item key={option} value={option} className="rv-combo-option">
                {option}
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </Autocomplete.Popup>
      </Autocomplete.Positioner>
    </Autocomplete.Portal>
  );
}

/** A text twice would be one line that two keys name. */
function unique(options: readonly string[]): readonly string[] {
  return [...new Set(options)];
}
