import type { ReactNode } from 'react';
import { type EditorProps, typedProps } from './editor-props.ts';

/** Years before this one are years that are still being typed. */
const FIRST_YEAR = '1000';

/** A day, typed part by part or picked in the system's calendar. */
export function DateEditor(props: EditorProps): ReactNode {
  const { row, model } = props;
  const field = typedProps(props);
  return (
    <span className="pg-date">
      <input
        className="pg-field"
        {...field}
        type="date"
        onChange={({ currentTarget }) => {
          const { value } = currentTarget;
          // A half-typed day reads as none: it is no wish to have none.
          if (value === '' && !row.row.empty) return;
          if (value >= FIRST_YEAR) model.choose(row.path, value);
          else model.type(row.path, value);
        }}
      />
      {row.isMixed && !row.draft ? <span className="soft">Mixed</span> : null}
    </span>
  );
}
