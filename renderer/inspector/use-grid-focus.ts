import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { GridModel, GridSnapshot } from './grid-model.ts';
import { isWithin } from './grid-path.ts';
import type { GridRow } from './grid-rows.ts';
import { pressOnRow, type RowKeyContext } from './row-keys.ts';

export interface GridFocus {
  /** The row that Tab leads to, and whose help is shown. */
  readonly activeRow: GridRow | undefined;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Moves the keyboard between rows, and keeps it in the grid when the row it is in goes away. */
export function useGridFocus(
  model: GridModel,
  { rows, activeId }: GridSnapshot,
  body: RefObject<HTMLElement | null>,
): GridFocus {
  const isInside = useRef(false);
  const activeRow = rowOrAround(rows, activeId);
  const activeIndex = activeRow ? rows.indexOf(activeRow) : -1;
  const context: RowKeyContext = { model, rows, focusRow: (index) => elementOfRow(body.current, index)?.focus() };
  const shownId = activeRow?.id;
  useEffect(() => {
    if (!isInside.current || shownId === undefined) return;
    const line = elementOfRow(body.current, activeIndex);
    const focused = line?.ownerDocument.activeElement ?? null;
    // A row that is on its way is waited for where the keyboard is.
    const isAwaited = shownId !== activeId && body.current?.contains(focused);
    if (!isAwaited && !line?.contains(focused)) line?.focus();
  }, [activeIndex, shownId, activeId, body]);
  return {
    activeRow,
    onFocus(event) {
      isInside.current = true;
      const row = rows[indexOfElement(body.current, event.target)];
      if (row) model.activate(row.id);
    },
    onBlur(event) {
      isInside.current = body.current?.contains(event.relatedTarget) === true;
    },
    onKeyDown(event) {
      const index = indexOfElement(body.current, event.target);
      const line = elementOfRow(body.current, index);
      const row = rows[index];
      if (row && line) pressOnRow(event, { ...context, row, index, line });
    },
  };
}

/** The row with this id; where it is not there, yet or any more, the one that it stands in. */
function rowOrAround(rows: readonly GridRow[], id: string | undefined): GridRow | undefined {
  const row = rows.find((each) => each.id === id);
  if (row || id === undefined) return row ?? rows[0];
  return rows.findLast((each) => each.kind === 'property' && isWithin(id, each.path)) ?? rows[0];
}

function elementOfRow(body: HTMLElement | null, index: number): HTMLElement | undefined {
  return body?.children[index] as HTMLElement | undefined;
}

function indexOfElement(body: HTMLElement | null, target: EventTarget): number {
  const line = (target as Element).closest('[role="row"]');
  return line && body ? [...body.children].indexOf(line) : -1;
}
