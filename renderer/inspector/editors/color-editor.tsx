import type { ReactNode } from 'react';
import { isColor } from '../../../addins/protocol/inspect/check-value.ts';
import { fieldText } from '../draft.ts';
import { type EditorProps, typedProps } from './editor-props.ts';

/** What the picker starts with where there is no colour. */
const NO_COLOR = '#808080';

/** A colour: a swatch that opens the system's picker, and the number to type. */
export function ColorEditor(props: EditorProps): ReactNode {
  const { row, model, tabIndex } = props;
  const text = fieldText(row.draft, row.value, row.isMixed);
  return (
    <span className="pg-color">
      <input
        type="color"
        className="pg-swatch"
        tabIndex={tabIndex}
        aria-label={`Pick ${row.row.label}`}
        data-empty={!isColor(text)}
        value={isColor(text) ? text : NO_COLOR}
        onChange={(event) => model.choose(row.path, event.currentTarget.value)}
      />
      <input className="pg-field pg-mono" type="text" maxLength={7} {...typedProps(props)} />
    </span>
  );
}
