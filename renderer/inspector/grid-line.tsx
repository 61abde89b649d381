import { ChevronDown, ChevronRight } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode, useId } from 'react';
import { Button } from '../design/button.tsx';
import { ValueEditor } from './editors/value-editor.tsx';
import { GridCell } from './grid-cell.tsx';
import type { GridModel } from './grid-model.ts';
import type { CategoryGridRow, GridRow, NoteGridRow, PropertyGridRow } from './grid-rows.ts';
import { ItemButtons } from './item-buttons.tsx';
import { ValueMessage } from './value-message.tsx';

export interface LineProps<Row extends GridRow = GridRow> {
  readonly row: Row;
  readonly model: GridModel;
  /** The keyboard reaches this line, and what stands in it, with Tab. */
  readonly isActive: boolean;
}

/** Pixels of the drawings. */
const ICON = 14;

/** One row of the grid. */
export const GridLine = memo(function GridLine(props: LineProps): ReactNode {
  const { row } = props;
  if (row.kind === 'category') return <CategoryLine {...props} row={row} />;
  return row.kind === 'note' ? <NoteLine {...props} row={row} /> : <PropertyLine {...props} row={row} />;
});

function CategoryLine({ row, model, isActive }: LineProps<CategoryGridRow>): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to keys
    <div
      className="pg-line pg-category"
      role="row"
      aria-level={row.level}
      aria-expanded={row.isOpen}
      tabIndex={isActive ? 0 : -1}
      onClick={() => model.toggle(row)}
    >
      <GridCell kind="content" aria-colspan={2} className="pg-category-cell">
        <Chevron isOpen={row.isOpen} />
        {row.label}
      </GridCell>
    </div>
  );
}

function Chevron({ isOpen }: { isOpen: boolean }): ReactNode {
  return isOpen ? <ChevronDown size={ICON} aria-hidden="true" /> : <ChevronRight size={ICON} aria-hidden="true" />;
}

function NoteLine({ row, model, isActive }: LineProps<NoteGridRow>): ReactNode {
  const { action } = row;
  const run = () => (action?.kind === 'more' ? model.readMore(action.path) : action && model.readAgain(action.path));
  return (
    <div className="pg-line pg-note" role="row" aria-level={row.level} tabIndex={isActive ? 0 : -1} {...indent(row)}>
      <GridCell kind="content" aria-colspan={2} className="pg-note-cell">
        <span>{row.text}</span>
        {action ? (
          <Button data-editor tabIndex={isActive ? 0 : -1} onClick={run}>
            {action.label}
          </Button>
        ) : null}
      </GridCell>
    </div>
  );
}

function PropertyLine({ row, model, isActive }: LineProps<PropertyGridRow>): ReactNode {
  const messageId = useId();
  return (
    <div
      className="pg-line"
      role="row"
      aria-level={row.level}
      aria-expanded={row.canOpen ? row.isOpen : undefined}
      tabIndex={isActive ? 0 : -1}
      data-active={isActive}
      data-state={row.draft?.state}
      {...indent(row)}
    >
      <NameCell row={row} model={model} />
      <GridCell kind="content" className="pg-value">
        <div className="pg-editor">
          <ValueEditor {...{ row, model, messageId }} tabIndex={isActive ? 0 : -1} />
          <ItemButtons {...{ row, model, isActive }} />
        </div>
        <ValueMessage {...{ row, model, isActive }} id={messageId} />
      </GridCell>
    </div>
  );
}

function NameCell({ row, model }: { row: PropertyGridRow; model: GridModel }): ReactNode {
  const { label } = row.row;
  const opening = row.canOpen ? { 'data-opens': true, onClick: () => model.toggle(row) } : {};
  return (
    <GridCell kind="name" className="pg-name" title={label} {...opening}>
      {row.canOpen ? <Chevron isOpen={row.isOpen} /> : null}
      <span className="ellipsis">{label}</span>
    </GridCell>
  );
}

function indent({ level }: GridRow): { style: CSSProperties } {
  return { style: { '--pg-level': level - 2 } as CSSProperties };
}
