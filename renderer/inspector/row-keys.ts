import type { KeyboardEvent } from 'react';
import type { GridModel } from './grid-model.ts';
import type { GridRow } from './grid-rows.ts';

export interface RowKeyContext {
  readonly model: GridModel;
  readonly rows: readonly GridRow[];
  focusRow(index: number): void;
}

export interface PressedRow extends RowKeyContext {
  readonly row: GridRow;
  readonly index: number;
  readonly line: HTMLElement;
}

/** A key in a row: on the row itself it moves and opens, in an editor only Escape is for the grid. */
export function pressOnRow(event: KeyboardEvent, pressed: PressedRow): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return;
  const isHandled = event.target === pressed.line ? pressRow(event, pressed) : pressEditor(event, pressed);
  if (!isHandled) return;
  event.preventDefault();
  event.stopPropagation();
}

function pressEditor({ key }: KeyboardEvent, { row, line, model }: PressedRow): boolean {
  if (key !== 'Escape') return false;
  if (row.kind === 'property') model.revert(row.path);
  line.focus();
  return true;
}

function pressRow(event: KeyboardEvent, pressed: PressedRow): boolean {
  if (event.altKey) return pressWithAlt(event.key, pressed);
  if (event.ctrlKey || event.metaKey) return false;
  return moveBetweenRows(event.key, pressed) || actOnRow(event.key, pressed);
}

/** Where each key goes from a row; outside of the grid nothing happens. */
function moveBetweenRows(key: string, { rows, index, focusRow }: PressedRow): boolean {
  const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[key];
  if (target === undefined) return false;
  if (rows[target]) focusRow(target);
  return true;
}

function actOnRow(key: string, pressed: PressedRow): boolean {
  const { row, model, line } = pressed;
  switch (key) {
    case 'ArrowRight':
      return openOrEnter(pressed);
    case 'ArrowLeft':
      return closeOrLeave(pressed);
    case 'Enter':
    case 'F2':
      return edit(pressed);
    case ' ':
      return pressSwitch(line) || edit(pressed);
    case 'Delete':
      if (row.kind === 'property') model.remove(row);
      return true;
    case 'Insert':
      if (row.kind === 'property') insertAt(row, pressed);
      return true;
    case 'Escape':
      if (row.kind !== 'property' || !row.draft) return false;
      model.revert(row.path);
      return true;
    default:
      return false;
  }
}

function pressWithAlt(key: string, { row, model }: PressedRow): boolean {
  const steps = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (steps === undefined || row.kind !== 'property' || !row.place) return false;
  model.move(row, steps);
  return true;
}

function insertAt(row: Extract<GridRow, { kind: 'property' }>, { rows, model }: PressedRow): void {
  const { place } = row;
  const list = place ? rows.find(({ id }) => id === place.list) : row;
  if (list?.kind !== 'property' || !list.row.list?.insert) return;
  if (place) model.insert(list, place.index + 1);
  else model.insert(list);
}

function canOpen(row: GridRow): boolean {
  return row.kind === 'category' || (row.kind === 'property' && row.canOpen);
}

function isOpen(row: GridRow): boolean {
  return row.kind !== 'note' && row.isOpen;
}

function openOrEnter({ row, model, rows, index, focusRow }: PressedRow): boolean {
  if (!canOpen(row)) return true;
  if (!isOpen(row)) model.toggle(row, true);
  else if ((rows[index + 1]?.level ?? 0) > row.level) focusRow(index + 1);
  return true;
}

function closeOrLeave({ row, model, rows, index, focusRow }: PressedRow): boolean {
  if (canOpen(row) && isOpen(row)) {
    model.toggle(row, false);
    return true;
  }
  for (let above = index - 1; above >= 0; above--) {
    if ((rows[above]?.level ?? 0) >= row.level) continue;
    focusRow(above);
    break;
  }
  return true;
}

function edit({ row, line, model }: PressedRow): boolean {
  const editor = line.querySelector<HTMLElement>('[data-editor]');
  editor?.focus();
  if (editor instanceof HTMLInputElement && editor.type === 'text') editor.select();
  if (!editor) model.toggle(row);
  return true;
}

/** Space turns a switch over without going into it first. */
function pressSwitch(line: HTMLElement): boolean {
  const box = line.querySelector<HTMLInputElement>('input[type="checkbox"][data-editor]');
  box?.click();
  return box !== null;
}
