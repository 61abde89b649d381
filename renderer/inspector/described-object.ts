import { BulkheadError } from '../../addins/protocol/errors.ts';
import { fitsRow } from '../../addins/protocol/inspect/check-value.ts';
import { INSPECT_PAGE } from '../../addins/protocol/inspect/inspect-limits.ts';
import type { PropertyValue, ValueChange } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { PropertyRow, ShapeDefinition } from '../../addins/protocol/inspect/property-row.ts';
import type { Described, GridSource } from './grid-source.ts';

/** One object as a grid knows it now. */
export interface DescribedObject {
  readonly handle: number;
  /** The same in every generation. */
  readonly key: string;
  readonly title: string;
  readonly definition: ShapeDefinition;
  version: number;
  /** How many properties or items there are; `values` may have fewer. */
  readonly total: number;
  readonly values: Map<string, PropertyValue>;
}

/** Answers that may be asked for one object: more come from an add-in that never gets ahead. */
const MOST_PAGES = 64;

/** Reads an object page by page: all of its properties, or the first `items` of a list. Null when it is gone. */
export async function readObject(source: GridSource, handle: number, items: number): Promise<DescribedObject | null> {
  const values = new Map<string, PropertyValue>();
  let start = 0;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await source.describe(handle, { start, count: INSPECT_PAGE });
    if (!page) return null;
    if (page.start !== start)
      throw new BulkheadError('E_CONTRACT', { message: 'An object was described out of order.' });
    addPage(values, page);
    start += page.values.length;
    const isEnough = 'item' in page.definition && start >= items;
    if (!page.more || page.values.length === 0 || isEnough || pages === MOST_PAGES - 1) {
      const { key, title, definition, version, total } = page;
      return { handle, key, title, definition, version, total, values };
    }
  }
  return null;
}

function addPage(values: Map<string, PropertyValue>, { definition, start, values: page }: Described): void {
  for (const [offset, value] of page.entries()) {
    const name = nameAt(definition, start + offset);
    if (name !== undefined) values.set(name, fitting(definition, name, value));
  }
}

function nameAt(definition: ShapeDefinition, index: number): string | undefined {
  return 'item' in definition ? String(index) : definition.rows[index]?.name;
}

/** Descriptions of items, made once: a row that did not change is the same object, and is not drawn again. */
const itemRows = new WeakMap<ShapeDefinition, Map<string, PropertyRow>>();

/** The description of a property, or of an item by its number. */
export function rowNamed(definition: ShapeDefinition, name: string): PropertyRow | undefined {
  if (!('item' in definition)) return definition.rows.find((row) => row.name === name);
  const rows = itemRows.get(definition) ?? new Map<string, PropertyRow>();
  itemRows.set(definition, rows);
  const row = rows.get(name) ?? { ...definition.item, name, label: String(Number(name) + 1) };
  rows.set(name, row);
  return row;
}

/** Takes over values that changed. Names that the grid has not asked for yet are left out. */
export function applyChanges(object: DescribedObject, version: number, changes: readonly ValueChange[]): void {
  object.version = Math.max(object.version, version);
  for (const [name, value] of changes) {
    if (object.values.has(name)) object.values.set(name, fitting(object.definition, name, value));
  }
}

/** What does not have the form that its add-in announced is not shown as if it had. */
function fitting(definition: ShapeDefinition, name: string, value: PropertyValue): PropertyValue {
  const row = rowNamed(definition, name);
  return row && fitsRow(row, value) ? value : { error: 'What the add-in sent for this cannot be shown.' };
}
