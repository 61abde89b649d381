import type { ReactNode } from 'react';
import { textOfValue } from '../value-text.ts';
import { BooleanEditor, EnumEditor } from './choice-editors.tsx';
import { ColorEditor } from './color-editor.tsx';
import { DateEditor } from './date-editor.tsx';
import type { EditorProps } from './editor-props.ts';
import { NumberEditor } from './number-editor.tsx';
import { TextEditor } from './text-editor.tsx';

/** The field for a value, by the type of its property. */
export function ValueEditor(props: EditorProps): ReactNode {
  const { row, value } = props.row;
  if (typeof value === 'object' && value !== null && 'error' in value) return <Unreadable {...props} />;
  if (row.type === 'object' || row.type === 'list') return <Outside {...props} />;
  if (row.readonly) return <ReadOnly {...props} />;
  switch (row.type) {
    case 'number':
    case 'integer':
      return <NumberEditor {...props} />;
    case 'boolean':
      return <BooleanEditor {...props} />;
    case 'enum':
      return <EnumEditor {...props} />;
    case 'color':
      return <ColorEditor {...props} />;
    case 'date':
      return <DateEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}

function Unreadable({ row }: EditorProps): ReactNode {
  return <span className="pg-unreadable">{textOfValue(row.value)}</span>;
}

/** What an object or a list looks like from outside. */
function Outside({ row: { value, isMixed } }: EditorProps): ReactNode {
  return <span className="pg-plain ellipsis">{isMixed ? 'Mixed' : outsideText(value)}</span>;
}

function outsideText(value: EditorProps['row']['value']): string {
  if (typeof value !== 'object' || value === null || 'error' in value) return '';
  if ('object' in value) return value.object ?? 'None';
  const count = `${value.list} ${value.list === 1 ? 'item' : 'items'}`;
  return value.preview === '' ? count : `${count}: ${value.preview}`;
}

function ReadOnly({ row }: EditorProps): ReactNode {
  const { isMixed, value } = row;
  const option = row.row.options?.find((each) => each.value === value);
  const text = typeof value === 'boolean' ? (value ? 'On' : 'Off') : (option?.label ?? textOfValue(value));
  return <span className="pg-plain selectable">{isMixed ? 'Mixed' : text}</span>;
}
