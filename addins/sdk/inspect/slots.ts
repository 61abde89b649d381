import type { PropertyRow } from '../../protocol/inspect/property-row.ts';
import type { HeldProperty } from './property.ts';
import { rowOf, type Shape, type ShapeTable } from './shape-table.ts';

/** One place of an object that holds a value. `read` and `write` run the author's code and may throw. */
export interface Slot {
  readonly name: string;
  readonly property: HeldProperty;
  readonly row: PropertyRow;
  read(): unknown;
  write(value: unknown): void;
  /** What is wrong with a value, as the author sees it. */
  check(value: unknown): string | undefined;
}

/** The places of an object, or the items of a list, in order. Throws when the object is not there any more. */
export interface Slots {
  readonly shape: Shape;
  size(): number;
  /** For numbers below `size()`. */
  at(index: number): Slot | undefined;
  named(name: string): Slot | undefined;
}

/** The places of an object with these properties. `owner` answers the object as it is now. */
export function objectSlots(properties: readonly HeldProperty[], shapes: ShapeTable, owner: () => object): Slots {
  const slots = properties.map((property) => objectSlot(property, owner));
  const byName = new Map(slots.map((slot) => [slot.name, slot]));
  return {
    shape: shapes.ofProperties(properties),
    size() {
      owner();
      return slots.length;
    },
    at: (index) => slots[index],
    named: (name) => byName.get(name),
  };
}

function objectSlot(property: HeldProperty, owner: () => object): Slot {
  const { name } = property;
  return {
    name,
    property,
    row: rowOf(property),
    read() {
      const object = owner();
      return property.get ? property.get(object) : (object as Record<string, unknown>)[name];
    },
    write(value) {
      const object = owner();
      if (property.set) property.set(object, value);
      else (object as Record<string, unknown>)[name] = value;
    },
    check: (value) => property.check?.(value, owner()),
  };
}

/** The items of the list that `slot` holds. Every write puts a new list there: lists of authors are never changed in place. */
export function listSlots(slot: Slot, shapes: ShapeTable): Slots {
  const item: Omit<HeldProperty, 'name'> = slot.property.item ?? { type: 'text' };
  const isFixed = slot.property.readonly === true;
  const read = () => readList(slot);
  return {
    shape: shapes.ofItem(isFixed ? readonlyItem(item) : item),
    size: () => read().length,
    at: (index) => itemSlot(String(index), item, slot),
    named(name) {
      const isThere = /^\d{1,6}$/.test(name) && Number(name) < read().length;
      return isThere ? itemSlot(String(Number(name)), item, slot) : undefined;
    },
  };
}

/** Kept, because shapes are recognised by the object that describes them. */
const readonlyItems = new WeakMap<object, Omit<HeldProperty, 'name'>>();

function readonlyItem(item: Omit<HeldProperty, 'name'>): Omit<HeldProperty, 'name'> {
  const known = readonlyItems.get(item) ?? { ...item, readonly: true };
  readonlyItems.set(item, known);
  return known;
}

export function readList(slot: Slot): readonly unknown[] {
  const list = slot.read();
  if (!Array.isArray(list)) throw new TypeError('There is no list here.');
  return list;
}

function itemSlot(name: string, item: Omit<HeldProperty, 'name'>, list: Slot): Slot {
  const property = { ...item, name };
  return {
    name,
    property,
    row: rowOf({ ...property, readonly: property.readonly === true || list.property.readonly === true }),
    read: () => readList(list)[Number(name)],
    write: (value) => list.write(readList(list).with(Number(name), value)),
    check: (value) => item.check?.(value, readList(list)),
  };
}
