import type { ReactNode } from 'react';
import { type EditorProps, typedProps } from './editor-props.ts';

/** Lines of a longer text. */
const LINES = 3;

export function TextEditor(props: EditorProps): ReactNode {
  const { editor, maxLength } = props.row.row;
  if (editor === 'area') return <textarea className="pg-field pg-area-field" rows={LINES} {...typedProps(props)} />;
  return <input className="pg-field" type="text" maxLength={maxLength} {...typedProps(props)} />;
}
