import { BulkheadError } from '../../protocol/errors.ts';
import { INSPECT_SHAPES } from '../../protocol/inspect/inspect-limits.ts';
import type { PropertyRow, ShapeDefinition } from '../../protocol/inspect/property-row.ts';
import type { HeldProperty } from './property.ts';

export interface Shape {
  readonly id: number;
  readonly definition: ShapeDefinition;
}

/** Lists of properties by number, so that each crosses once however many objects have it. */
export class ShapeTable {
  /** Authors who keep their list in a variable are recognised without reading it. */
  readonly #byList = new WeakMap<object, Shape>();
  readonly #byText = new Map<string, Shape>();
  readonly #sent = new Set<number>();

  ofProperties(properties: readonly HeldProperty[]): Shape {
    return this.#remember(properties, () => ({ rows: properties.map(rowOf) }));
  }

  ofItem(item: Omit<HeldProperty, 'name'>): Shape {
    return this.#remember(item, () => ({ item: rowOf({ ...item, name: 'item' }) }));
  }

  /** The definition the first time, afterwards nothing: the window remembers it. */
  announce(shape: Shape): { definition?: ShapeDefinition } {
    if (this.#sent.has(shape.id)) return {};
    this.#sent.add(shape.id);
    return { definition: shape.definition };
  }

  /** A new window knows no shape yet. */
  forgetSent(): void {
    this.#sent.clear();
  }

  #remember(list: object, define: () => ShapeDefinition): Shape {
    const known = this.#byList.get(list);
    if (known) return known;
    const definition = define();
    const text = JSON.stringify(definition);
    const shape = this.#byText.get(text) ?? { id: this.#byText.size + 1, definition };
    if (shape.id > INSPECT_SHAPES) {
      throw new BulkheadError('E_OVERLOAD', { message: 'Too many different lists of properties. Share them.' });
    }
    this.#byText.set(text, shape);
    this.#byList.set(list, shape);
    return shape;
  }
}

/** What the window is told of a property. */
export function rowOf(property: HeldProperty): PropertyRow {
  const { name, type, options } = property;
  const row: Record<string, unknown> = { name, label: property.label ?? labelOf(name), type };
  for (const field of PLAIN_FIELDS) if (property[field] !== undefined) row[field] = property[field];
  if (options) row.options = options.map((each) => (typeof each === 'string' ? { value: each, label: each } : each));
  if (type === 'list') row.list = listRights(property);
  return row as PropertyRow;
}

const PLAIN_FIELDS = [
  'category',
  'editor',
  'min',
  'max',
  'step',
  'maxLength',
  'empty',
  'readonly',
  'default',
  'help',
  'dependsOn',
] as const;

function listRights({ readonly, resizable = true, item, create }: HeldProperty): PropertyRow['list'] {
  const may = resizable && !readonly;
  return { insert: may && (create !== undefined || item?.type !== 'object'), remove: may, move: may };
}

/** `strokeWidth` becomes "Stroke width". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
