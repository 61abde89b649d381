import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
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
import { parentRow, readTreeLine, rowOfId, rowOfWords, type TreeLine } from './tree-rows.ts';
import { useKeptCells } from './use-kept-cells.ts';
import { useTypeAhead } from './use-type-ahead.ts';
import './tree-part.css';

/** Pixels, as in the style sheet. */
const ROW_HEIGHT = 26;
const INDENT = 16;

export function TreePart({ node }: PartProps): ReactNode {
  const { label, rowCount, emptyText, grow } = propsOf<'Tree'>(node);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVirtualRows(node, scroller, { rowHeight: ROW_HEIGHT });
  const tree = useTree(node, rows);
  useCalls(node, {
    focus: () => focusIfAllowed(scroller.current),
    scrollToStart: () => scroller.current?.scrollTo({ top: 0 }),
  });
  const isActiveDrawn = tree.active !== null && tree.active >= rows.first && tree.active < rows.end;
  return (
    <div
      ref={scroller}
      className="rv-tree"
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={isActiveDrawn ? `${id}-${tree.active}` : undefined}
      data-grow={grow}
      onKeyDown={tree.press}
    >
      <div className="rv-tree-rows" role="presentation" style={{ height: rows.height }}>
        <RowWindow
          rows={rows}
          role="presentation"
          row={(row, top) => (
            <TreeRow
              key={row}
              id={`${id}-${row}`}
              top={top}
              line={tree.line(row)}
              isSelected={row === tree.active}
              onChoose={() => tree.choose(row)}
              onToggle={() => tree.toggle(row)}
              onActivate={() => tree.activate(row)}
            />
          )}
        />
      </div>
      {rowCount === 0 ? <p className="rv-rows-empty">{emptyText}</p> : null}
    </div>
  );
}

interface TreeState {
  /** The row of the chosen line, null while none is chosen. */
  active: number | null;
  line(row: number): TreeLine | undefined;
  choose(row: number): void;
  toggle(row: number): void;
  activate(row: number): void;
  press(event: KeyboardEvent): void;
}

/** What can be done with a tree, by pointer and by keys. */
function useTree(node: HostNode, rows: VirtualRowsState): TreeState {
  const { events } = useView();
  const { rowCount } = propsOf<'Tree'>(node);
  const [selected, select] = useDraft<string | null>(node, null, 'onSelect');
  const cells = useKeptCells(node);
  const lastRow = useRef<number | null>(null);
  const chosenRow = selected === null ? null : (rowOfId(cells, selected) ?? lastRow.current);
  const line = (row: number) => readTreeLine(cells.get(row));
  const { pending, choose } = useChoice(line, { select, reveal: rows.reveal });
  const active = pending ?? chosenRow;
  lastRow.current = active;
  const toggle = (row: number): void => {
    const { id, state } = line(row) ?? { id: '', state: 'leaf' };
    if (state !== 'leaf') events.command(node, 'onToggle', { id, expanded: state === 'collapsed' });
  };
  const activate = (row: number): void => {
    const wanted = line(row);
    if (wanted) events.command(node, 'onActivate', wanted.id);
  };
  const typeAhead = useTypeAhead((words) => {
    // A second letter refines what the first one found, so the search starts at the line that is chosen.
    const found = rowOfWords(cells, words, (active ?? -1) + (words.length === 1 ? 1 : 0));
    if (found !== undefined) choose(found);
  });
  const moveTo = (key: string): number | undefined => {
    if (key === 'ArrowRight' || key === 'ArrowLeft') return active === null ? undefined : sideways(key, active);
    return nextRow(key, active, { rowCount, page: rows.end - rows.first });
  };
  const sideways = (key: string, row: number): number | undefined => {
    const state = line(row)?.state;
    if (key === 'ArrowRight') {
      if (state === 'collapsed') toggle(row);
      return state === 'expanded' ? Math.min(row + 1, rowCount - 1) : undefined;
    }
    if (state !== 'expanded') return parentRow(cells, row);
    toggle(row);
    return undefined;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typeAhead(event.key)) return event.preventDefault();
    if (event.key === 'Enter' && active !== null) activate(active);
    const next = moveTo(event.key);
    if (next !== undefined || event.key.startsWith('Arrow')) event.preventDefault();
    if (next !== undefined) choose(next);
  };
  return { active, line, choose, toggle, activate, press };
}

interface Choice {
  /** A row that is to be chosen as soon as it is known what stands there. */
  pending: number | null;
  choose(row: number): void;
}

/** Lines are chosen by their names, and a key can go further than the lines that are known. */
function useChoice(
  line: (row: number) => TreeLine | undefined,
  { select, reveal }: { select(id: string): void; reveal(row: number): void },
): Choice {
  const pending = useRef<number | null>(null);
  const choose = (row: number): void => {
    reveal(row);
    const wanted = line(row);
    pending.current = wanted ? null : row;
    if (wanted) select(wanted.id);
  };
  useEffect(() => {
    const wanted = pending.current === null ? undefined : line(pending.current);
    if (!wanted) return;
    pending.current = null;
    select(wanted.id);
  });
  return { pending: pending.current, choose };
}

interface TreeRowProps {
  id: string;
  top: number;
  line: TreeLine | undefined;
  isSelected: boolean;
  onChoose(): void;
  onToggle(): void;
  onActivate(): void;
}

function TreeRow({ id, top, line, isSelected, onChoose, onToggle, onActivate }: TreeRowProps): ReactNode {
  if (!line) return <div className="rv-tree-row" role="presentation" data-waiting="true" style={{ top }} />;
  const { label, depth, state, icon, position, siblings } = line;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the tree, which names its active line
    <div
      id={id}
      className="rv-tree-row"
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={siblings ?? -1}
      aria-posinset={position}
      aria-expanded={state === 'leaf' ? undefined : state === 'expanded'}
      aria-selected={isSelected}
      style={{ top, paddingInlineStart: 6 + depth * INDENT }}
      onClick={onChoose}
      onDoubleClick={onActivate}
    >
      <span
        className="rv-tree-twist"
        aria-hidden="true"
        data-state={state}
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {state === 'leaf' ? null : <Icon name="chevron-right" size={14} />}
      </span>
      {icon ? <Icon name={icon} /> : null}
      <span className="rv-tree-label">{label}</span>
    </div>
  );
}
