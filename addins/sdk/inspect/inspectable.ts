import type { HeldProperty, Property } from './property.ts';

/** What a person changed in a grid: enough to take it back. */
export interface InspectableChange<Owner> {
  readonly object: Owner;
  /** Names of properties and numbers of items, from the object inwards. */
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

export interface InspectableOptions<Owner> {
  /** Names the object among all of the add-in, in every version: how an open grid finds it again after an upgrade. */
  readonly key: string;
  /** What a person calls it; the key when absent. */
  readonly title?: string | ((object: Owner) => string);
  readonly properties: readonly Property<Owner>[];
  /** Runs after a person changed something. Draw again here, and remember the change if you offer to undo it. */
  onChange?(change: InspectableChange<Owner>): void;
}

/** What the SDK knows of an object that can be shown in a grid. */
export interface Registration {
  readonly key: string;
  readonly title: () => string;
  readonly properties: readonly HeldProperty[];
  readonly onChange: (change: InspectableChange<never>) => void;
  /** Told which properties changed, or null for all. */
  readonly listeners: Set<(names: readonly string[] | null) => void>;
}

const registrations = new WeakMap<object, Registration>();

/**
 * Lets people inspect and edit `object` in a PropertyGrid; answers the same object. It stays in the add-in: the window
 * sees the properties that are listed, one value at a time. Calling it again describes the object anew.
 */
export function inspectable<Owner extends object>(object: Owner, options: InspectableOptions<Owner>): Owner {
  checkNames(options.properties);
  const { key, title } = options;
  registrations.set(object, {
    key,
    title: () => (typeof title === 'function' ? title(object) : (title ?? key)),
    properties: options.properties as readonly unknown[] as readonly HeldProperty[],
    onChange: (change) => options.onChange?.(change as InspectableChange<unknown> as InspectableChange<Owner>),
    listeners: registrations.get(object)?.listeners ?? new Set(),
  });
  return object;
}

/** Says that the add-in itself changed `object`: open grids show it at the end of this turn. */
export function notifyChanged(object: object, names?: readonly string[]): void {
  for (const listener of registrationOf(object)?.listeners ?? []) listener(names ?? null);
}

export function registrationOf(object: unknown): Registration | undefined {
  return typeof object === 'object' && object !== null ? registrations.get(object) : undefined;
}

function checkNames(properties: readonly Property[]): void {
  const names = new Set<string>();
  for (const { name } of properties) {
    if (names.has(name)) throw new TypeError(`inspectable: there are two properties "${name}".`);
    names.add(name);
  }
}
