import { INSPECT_ITEMS } from '../../protocol/inspect/inspect-limits.ts';
import type { ListChange } from '../../protocol/inspect/inspect-messages.ts';
import type { HeldProperty } from './property.ts';
import { readList, type Slot } from './slots.ts';

/** The list of a property after a change of its items; or why it cannot be made, in words for people. */
export function changeList(slot: Slot, change: ListChange): unknown[] | string {
  const rights = slot.row.list;
  if (!rights?.[change.change]) return 'The items of this list cannot be changed like that.';
  const list = [...readList(slot)];
  if (change.change === 'insert') return insertItem(slot, list, change.at);
  if (change.change === 'remove') {
    if (change.at >= list.length) return 'This item is not there any more.';
    list.splice(change.at, 1);
    return list;
  }
  if (change.from >= list.length || change.to >= list.length) return 'This item is not there any more.';
  list.splice(change.to, 0, ...list.splice(change.from, 1));
  return list;
}

function insertItem({ property }: Slot, list: unknown[], at: number): unknown[] | string {
  if (list.length >= INSPECT_ITEMS) return 'This list takes no more items.';
  list.splice(Math.min(at, list.length), 0, property.create ? property.create() : firstValue(property.item));
  return list;
}

/** What a new item holds when its author does not say. */
function firstValue(item: Omit<HeldProperty, 'name'> | undefined): unknown {
  if (item?.default !== undefined) return item.default;
  if (item?.empty) return null;
  switch (item?.type) {
    case 'number':
    case 'integer':
      return Math.max(item.min ?? 0, Math.min(item.max ?? 0, 0));
    case 'boolean':
      return false;
    case 'enum': {
      const first = item.options?.[0];
      return typeof first === 'object' ? first.value : (first ?? '');
    }
    case 'color':
      return '#808080';
    case 'date':
      return new Date().toISOString().slice(0, 10);
    default:
      return '';
  }
}
