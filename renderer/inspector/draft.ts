import type { PropertyValue } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { PropertyRow, Scalar } from '../../addins/protocol/inspect/property-row.ts';
import { sameShown } from '../../addins/protocol/inspect/same-value.ts';
import type { GridLevel } from './grid-levels.ts';
import { type GridPath, lastName } from './grid-path.ts';
import { textOfValue } from './value-text.ts';

/** What an object held when the person began to edit it. */
interface Base {
  value: PropertyValue;
  version: number;
}

/** An edit that has not been taken over yet. It belongs to the window and outlives the process of the add-in. */
export interface Draft {
  readonly path: GridPath;
  readonly row: PropertyRow;
  readonly text: string;
  /**
   * - editing: being typed; - saving: on its way; - held: sent as soon as there is somebody to take it
   * - invalid: `message` says why it was not taken; - conflict: somebody else changed the value to `theirs` meanwhile
   */
  readonly state: 'editing' | 'saving' | 'held' | 'invalid' | 'conflict';
  readonly message: string;
  readonly theirs: PropertyValue;
  /** By the key of the object, because numbers change with the generation. */
  readonly bases: ReadonlyMap<string, Base>;
}

/** The property at a place of this level. */
export function rowAt(level: GridLevel | undefined, path: GridPath): PropertyRow | undefined {
  return level?.rows.find(({ row }) => row.name === lastName(path))?.row;
}

/** What the objects of a level hold at a place. */
export function basesOf(level: GridLevel, path: GridPath): Map<string, Base> {
  const name = lastName(path);
  return new Map(level.objects.map(({ key, version, values }) => [key, { value: values.get(name) ?? null, version }]));
}

/** True when the objects that were edited are exactly the ones that are shown. */
export function hasObjects(level: GridLevel, { bases }: Draft): boolean {
  return level.objects.length === bases.size && level.objects.every(({ key }) => bases.has(key));
}

/** True when every object of a level holds this value already. */
export function isEverywhere(level: GridLevel, path: GridPath, value: Scalar): boolean {
  return level.objects.every((object) => sameShown(object.values.get(lastName(path)) ?? null, value));
}

/** The text of a field: what is being typed, else what the add-in has. */
export function fieldText(draft: Draft | undefined, value: PropertyValue, isMixed: boolean): string {
  if (draft) return draft.text;
  return isMixed ? '' : textOfValue(value);
}
