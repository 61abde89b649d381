import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { isIconName } from '../../../addins/protocol/ui/icons.ts';
import type { Cell } from '../../../addins/protocol/ui/prop-types.ts';
import type { PartProps } from '../element-tree.ts';
import type { HostNode } from '../host-node.ts';
import { focusIfAllowed } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useCalls } from '../use-calls.ts';
import { useDraft } from '../use-draft.ts';
import { useVirtualRows, type VirtualRowsState } from '../use-virtual-rows.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import { nextRow } from './row-keys.ts';
import { RowWindow } from './row-window.tsx';
import { useKeptCells } from './use-kept-cells.ts';
import './tree-part.css';
import './virtual-list-part.css';

/** Pixels, as in the style sheet. */
const ONE_LINE = 28;
const TWO_LINES = 44;

export function VirtualListPart({ node }: PartProps): ReactNode {
  const { label, rowCount, twoLines, emptyText, grow } = propsOf<'VirtualList'>(node);
  const { events } = useView();
  const [selected, select] = useDraft<number | null>(node, null, 'onSelect');
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVirtualRows(node, scroller, { rowHeight: twoLines ? TWO_LINES : ONE_LINE });
  useCalls(node, {
    focus: () => focusIfAllowed(scroller.current),
    scrollToStart: () => scroller.current?.scrollTo({ top: 0 }),
  });
  const moveTo = (row: number) => {
    select(row);
    rows.reveal(row);
  };
  const activate = (row: number) => events.command(node, 'onActivate', row);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && selected !== null) activate(selected);
    const next = nextRow(event.key, selected, { rowCount, page: rows.end - rows.first });
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const isSelectedDrawn = selected !== null && selected >= rows.first && selected < rows.end;
  return (
    <div
      ref={scroller}
      className="rv-virtual-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={isSelectedDrawn ? `${id}-${selected}` : undefined}
      data-grow={grow}
      onKeyDown={press}
    >
      <Lines {...{ id, node, rows, selected, moveTo, activate }} />
      {rowCount === 0 ? <p className="rv-rows-empty">{emptyText}</p> : null}
    </div>
  );
}

interface LinesProps {
  id: string;
  node: HostNode;
  rows: VirtualRowsState;
  selected: number | null;
  moveTo(row: number): void;
  activate(row: number): void;
}

function Lines({ id, node, rows, selected, moveTo, activate }: LinesProps): ReactNode {
  const { rowCount, twoLines } = propsOf<'VirtualList'>(node);
  const cells = useKeptCells(node);
  return (
    <div className="rv-tree-rows" role="presentation" style={{ height: rows.height }}>
      <RowWindow
        rows={rows}
        role="presentation"
        row={(row, top) => (
          <Line
            key={row}
            id={`${id}-${row}`}
            top={top}
            cells={cells.get(row)}
            place={{ row, rowCount }}
            twoLines={twoLines}
            isSelected={row === selected}
            onChoose={() => moveTo(row)}
            onActivate={() => activate(row)}
          />
        )}
      />
    </div>
  );
}

interface LineProps {
  id: string;
  top: number;
  cells: readonly Cell[] | undefined;
  place: { row: number; rowCount: number };
  twoLines: boolean;
  isSelected: boolean;
  onChoose(): void;
  onActivate(): void;
}

function Line({ id, top, cells, place, twoLines, isSelected, onChoose, onActivate }: LineProps): ReactNode {
  const [title, description, icon, badge] = cells ?? [];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the list, which names its active line
    <div
      id={id}
      className="rv-virtual-line"
      role="option"
      aria-setsize={place.rowCount}
      aria-posinset={place.row + 1}
      aria-selected={isSelected}
      data-waiting={cells === undefined}
      data-two-lines={twoLines}
      style={{ top }}
      onClick={onChoose}
      onDoubleClick={onActivate}
    >
      {isIconName(icon) ? <Icon name={icon} /> : null}
      <span className="rv-virtual-words">
        <span>{words(title)}</span>
        {words(description) ? <span className="rv-virtual-description">{words(description)}</span> : null}
      </span>
      {words(badge) ? <span className="rv-virtual-badge">{words(badge)}</span> : null}
    </div>
  );
}

function words(cell: Cell | undefined): string {
  return cell === undefined || cell === null ? '' : String(cell);
}
