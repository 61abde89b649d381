import type { PropertyValue } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { PropertyRow, Scalar } from '../../addins/protocol/inspect/property-row.ts';
import { sameShown } from '../../addins/protocol/inspect/same-value.ts';
import { type DescribedObject, rowNamed } from './described-object.ts';

/** A property that all shown objects have, and its value where they agree. */
export interface MergedRow {
  readonly row: PropertyRow;
  readonly value: PropertyValue;
  /** The objects differ; `value` is that of the first. */
  readonly isMixed: boolean;
}

/** What objects have in common: properties of the same name and type, in the order of the first object. */
export function mergeRows(objects: readonly DescribedObject[]): MergedRow[] {
  const [first, ...others] = objects;
  if (!first) return [];
  const merged: MergedRow[] = [];
  for (const [name, value] of first.values) {
    const row = commonRow(name, first, others);
    if (!row) continue;
    const isMixed = others.some((other) => !sameShown(other.values.get(name) ?? null, value));
    merged.push({ row, value, isMixed });
  }
  return merged.filter(({ row }) => isWanted(row, merged));
}

function commonRow(name: string, first: DescribedObject, others: readonly DescribedObject[]): PropertyRow | undefined {
  let row = rowNamed(first.definition, name);
  for (const other of others) {
    const theirs = other.values.has(name) ? rowNamed(other.definition, name) : undefined;
    row = row && theirs ? intersect(row, theirs) : undefined;
  }
  return row;
}

/** What both properties allow; undefined when they are not the same kind of thing. */
function intersect(left: PropertyRow, right: PropertyRow): PropertyRow | undefined {
  if (left === right) return left;
  if (left.type !== right.type) return undefined;
  const options = left.options?.filter(({ value }) => right.options?.some((option) => option.value === value));
  if (options?.length === 0) return undefined;
  return {
    ...left,
    options,
    min: larger(left.min, right.min),
    max: smaller(left.max, right.max),
    maxLength: smaller(left.maxLength, right.maxLength),
    empty: left.empty === true && right.empty === true,
    readonly: left.readonly === true || right.readonly === true,
    default: left.default === right.default ? left.default : undefined,
    dependsOn: left.dependsOn?.name === right.dependsOn?.name ? left.dependsOn : undefined,
  };
}

function larger(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}

function smaller(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

/** A property that depends on another one is shown while that one has a value that calls for it. */
function isWanted({ dependsOn }: PropertyRow, rows: readonly MergedRow[]): boolean {
  if (!dependsOn) return true;
  const other = rows.find(({ row }) => row.name === dependsOn.name);
  return other === undefined || other.isMixed || dependsOn.values.includes(other.value as Scalar);
}
