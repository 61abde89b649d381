import type { KeyboardEvent } from 'react';
import { fieldText } from '../draft.ts';
import type { GridModel } from '../grid-model.ts';
import type { PropertyGridRow } from '../grid-rows.ts';

export interface EditorProps {
  readonly row: PropertyGridRow;
  readonly model: GridModel;
  readonly tabIndex: number;
  /** Of the element that says what is wrong. */
  readonly messageId: string;
}

/** What every field of the grid has. */
export function fieldProps({ row, tabIndex, messageId }: EditorProps) {
  const isBad = row.draft?.state === 'invalid' || row.draft?.state === 'conflict';
  return {
    'data-editor': true,
    tabIndex,
    'aria-label': row.place ? `Item ${row.row.label}` : row.row.label,
    'aria-invalid': isBad ? true : undefined,
    'aria-describedby': isBad ? messageId : undefined,
  };
}

/** What a field that is typed into has: Enter and leaving it take over what was typed. */
export function typedProps(props: EditorProps) {
  const { row, model } = props;
  return {
    ...fieldProps(props),
    value: fieldText(row.draft, row.value, row.isMixed),
    placeholder: row.isMixed && !row.draft ? 'Mixed' : undefined,
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => model.type(row.path, event.currentTarget.value),
    onBlur: () => model.commit(row.path),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => pressInField(event, props),
  };
}

function pressInField(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>, { row, model }: EditorProps): void {
  const isLine = event.currentTarget instanceof HTMLInputElement;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(isLine || event.ctrlKey)) return;
  event.preventDefault();
  event.stopPropagation();
  const field = event.currentTarget;
  model.commit(row.path);
  // What was refused at once is corrected where it is; everything else is done.
  const state = model.stateOf(row.path);
  if (state !== 'invalid' && state !== 'conflict') field.closest<HTMLElement>('[role="row"]')?.focus();
}
