import { sameShown } from '../../addins/protocol/inspect/same-value.ts';
import type { GridRow, PropertyGridRow } from './grid-rows.ts';

/** The rows, with the objects of before where nothing about a row changed: those are not drawn again. */
export function keepSame(rows: readonly GridRow[], before: readonly GridRow[]): GridRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return rows.map((row) => {
    const old = known.get(row.id);
    return old && isSame(row, old) ? old : row;
  });
}

function isSame(row: GridRow, old: GridRow): boolean {
  if (row.kind !== old.kind || row.level !== old.level) return false;
  if (row.kind === 'category' && old.kind === 'category') return row.isOpen === old.isOpen;
  if (row.kind === 'note' && old.kind === 'note') {
    return row.text === old.text && row.action?.kind === old.action?.kind;
  }
  return row.kind === 'property' && old.kind === 'property' && isSameProperty(row, old);
}

function isSameProperty(row: PropertyGridRow, old: PropertyGridRow): boolean {
  return (
    row.row === old.row &&
    sameShown(row.value, old.value) &&
    row.isMixed === old.isMixed &&
    row.canOpen === old.canOpen &&
    row.isOpen === old.isOpen &&
    row.draft === old.draft &&
    row.notice === old.notice &&
    row.place?.count === old.place?.count &&
    row.place?.rights === old.place?.rights
  );
}
