import { type KeyboardEvent, memo, type ReactNode, useId, useMemo, useRef } from 'react';
import type { Cell } from '../../../addins/protocol/ui/prop-types.ts';
import type { PartProps } from '../element-tree.ts';
import type { HostNode } from '../host-node.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { rowsOf } from '../row-cache.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { useVirtualRows, type VirtualRowsState } from '../use-virtual-rows.ts';
import { useView } from '../view-context.ts';
import { type ColumnLayout, layoutColumns, useColumnsInView } from './grid-columns.ts';
import { type GridColumn, GridHead } from './grid-head.tsx';
import { nextRow } from './row-keys.ts';
import { RowWindow } from './row-window.tsx';
import './data-grid-part.css';

/** Pixels, as in the style sheet. */
const SIZES = { rowHeight: 27, headHeight: 29 };

export function DataGridPart({ node }: PartProps): ReactNode {
  const props = propsOf<'DataGrid'>(node);
  const { events } = useView();
  const [selected, select] = useDraft<number | null>(node, null, 'onSelect');
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVirtualRows(node, scroller, SIZES);
  const { columns: given, rowCount, rowNumbers } = props;
  const layout = useMemo(
    () => layoutColumns(given as readonly GridColumn[], rowCount, rowNumbers),
    [given, rowCount, rowNumbers],
  );
  const columns = useColumnsInView(layout, scroller);
  useCalls(node, {
    focus: () => focusIfAllowed(scroller.current),
    scrollToStart: () => scroller.current?.scrollTo({ top: 0 }),
  });
  const choose = (row: number) => {
    select(row);
    rows.reveal(row);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && selected !== null) events.command(node, 'onOpen', selected);
    const next = nextRow(event.key, selected, { rowCount: props.rowCount, page: rows.end - rows.first });
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  return (
    <div
      ref={scroller}
      className="rv-data-grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.rowCount + 1}
      aria-colcount={props.columns.length}
      aria-activedescendant={selected === null ? undefined : `${id}-${selected}`}
      data-grow={props.grow}
      onKeyDown={press}
    >
      <GridHead node={node} layout={layout} columns={columns} />
      <GridRows {...{ id, node, rows, layout, columns, selected, choose }} />
      {props.rowCount === 0 ? <p className="rv-grid-empty">{props.emptyText}</p> : null}
    </div>
  );
}

interface GridRowsProps {
  id: string;
  node: HostNode;
  rows: VirtualRowsState;
  layout: ColumnLayout;
  columns: readonly number[];
  selected: number | null;
  choose(row: number): void;
}

function GridRows({ id, node, rows, layout, columns, selected, choose }: GridRowsProps): ReactNode {
  const { events } = useView();
  const cells = rowsOf(node).cells;
  return (
    <div className="rv-grid-rows" style={{ height: rows.height, width: layout.width }}>
      <RowWindow
        rows={rows}
        onClick={({ target }) => onRow(target, choose)}
        onDoubleClick={({ target }) => onRow(target, (row) => events.command(node, 'onOpen', row))}
        row={(row, top) => (
          <GridRow
            key={row}
            id={`${id}-${row}`}
            {...{ row, top, layout, columns }}
            cells={cells.get(row)}
            isSelected={row === selected}
          />
        )}
      />
    </div>
  );
}

/** Rows in the order of `aria-rowindex`: the head is the first one, and they count from one. */
const FIRST_ROW = 2;

function onRow(target: EventTarget, act: (row: number) => void): void {
  const row = (target as Element).closest('.rv-grid-row');
  if (row) act(Number(row.ariaRowIndex) - FIRST_ROW);
}

interface GridRowProps {
  id: string;
  row: number;
  top: number;
  layout: ColumnLayout;
  /** The columns that are drawn, by number. */
  columns: readonly number[];
  cells: readonly Cell[] | undefined;
  isSelected: boolean;
}

/** A row that stays in view while the table is scrolled has nothing to do. */
const GridRow = memo(function GridRow({ id, row, top, layout, columns, cells, isSelected }: GridRowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the grid, which names its active row
    <div
      id={id}
      className="rv-grid-row"
      role="row"
      aria-rowindex={row + FIRST_ROW}
      aria-selected={isSelected}
      data-waiting={cells === undefined}
      style={{ top }}
    >
      {layout.numberWidth > 0 ? (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the grid, which names its active row
        <span className="rv-grid-number" role="rowheader" style={{ width: layout.numberWidth }}>
          {row + 1}
        </span>
      ) : null}
      {columns.map((number) => (
        <GridCell key={number} number={number} layout={layout} value={cells?.[number]} />
      ))}
    </div>
  );
});

function GridCell(props: { number: number; layout: ColumnLayout; value: Cell | undefined }): ReactNode {
  const { number, layout, value } = props;
  const { left, width, align } = layout.columns[number] as ColumnLayout['columns'][number];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the grid, which names its active row
    <span
      role="gridcell"
      aria-colindex={number + 1}
      className="rv-grid-cell"
      data-align={align}
      style={{ left, width }}
    >
      {formatCell(value)}
    </span>
  );
}

function formatCell(value: Cell | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
