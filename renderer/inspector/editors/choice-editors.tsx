import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { fieldText } from '../draft.ts';
import { type EditorProps, fieldProps } from './editor-props.ts';

/** Pixels of the drawing. */
const ICON = 14;

/** One of a list. */
export function EnumEditor(props: EditorProps): ReactNode {
  const { row, model } = props;
  const { options = [], empty } = row.row;
  const text = fieldText(row.draft, row.value, row.isMixed);
  const isKnown = options.some(({ value }) => value === text);
  return (
    <span className="pg-select">
      <select
        className="pg-field"
        {...fieldProps(props)}
        value={text}
        onChange={(event) => model.choose(row.path, event.currentTarget.value)}
      >
        {/* What stands there and is no choice must be seen all the same. */}
        {isKnown ? null : (
          <option value={text} disabled={!empty || text !== ''}>
            {row.isMixed && !row.draft ? 'Mixed' : text || 'None'}
          </option>
        )}
        {empty && isKnown ? <option value="">None</option> : null}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown size={ICON} aria-hidden="true" />
    </span>
  );
}

/** A yes or no; neither where several objects differ. */
export function BooleanEditor(props: EditorProps): ReactNode {
  const { row, model } = props;
  const element = useRef<HTMLInputElement>(null);
  const isOpenQuestion = !row.draft && (row.isMixed || row.value === null);
  const isSwitch = row.row.editor === 'switch';
  useEffect(() => {
    if (element.current) element.current.indeterminate = isOpenQuestion;
  }, [isOpenQuestion]);
  return (
    <span className="pg-flag">
      <input
        ref={element}
        type="checkbox"
        role={isSwitch ? 'switch' : undefined}
        className={isSwitch ? 'pg-switch' : 'pg-check'}
        {...fieldProps(props)}
        checked={!isOpenQuestion && fieldText(row.draft, row.value, false) === 'true'}
        onChange={(event) => model.choose(row.path, String(event.currentTarget.checked))}
      />
      {row.isMixed && !row.draft ? <span className="soft">Mixed</span> : null}
    </span>
  );
}
