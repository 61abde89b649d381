import { z } from 'zod';
import { UI_CALL_DEADLINE } from '../limits.ts';
import { type Handlers, type MethodParameters, method, nothing } from '../method.ts';
import {
  changes,
  description,
  group,
  handle,
  listChange,
  outcome,
  page,
  propertyName,
  version,
} from './inspect-messages.ts';
import { scalar } from './property-row.ts';

const options = { deadline: UI_CALL_DEADLINE };

/** What the window asks of an add-in about an object in its property grid. */
export const inspectMethods = {
  'inspect.describe': method(z.tuple([handle, page]), description, { ...options, idempotent: true }),
  /** The version is the one that the person saw when they began to edit. */
  'inspect.set': method(z.tuple([handle, propertyName, scalar, version]), outcome, options),
  /** Back to the default of the property. */
  'inspect.reset': method(z.tuple([handle, propertyName, version]), outcome, options),
  /** The object or list that a property holds; null when there is none. Held until the group is released. */
  'inspect.expand': method(z.tuple([handle, propertyName, group]), handle.nullable(), options),
  /** Changes which items the list in a property has. */
  'inspect.collection': method(z.tuple([handle, propertyName, listChange, version]), outcome, options),
  /** The object is held, and its changes are told with `inspect.changed`, until it is not watched any more. */
  'inspect.watch': method(z.tuple([handle, group]), nothing, options),
  'inspect.unwatch': method(z.tuple([handle, group]), nothing, options),
  'inspect.release': method(z.tuple([group]), nothing, options),
} as const;

export type InspectMethod = keyof typeof inspectMethods;
export type InspectParameters<Name extends InspectMethod> = MethodParameters<(typeof inspectMethods)[Name]>;

/** What an add-in tells the window about objects that it watches: at most one notice for each object and turn. */
export const inspectNotices = {
  'inspect.changed': method(z.tuple([handle, version, changes]), nothing),
} as const;

/** Handlers that give every question about objects to one function. */
export function inspectHandlers(
  answer: (name: InspectMethod, parameters: readonly unknown[]) => unknown,
): Handlers<typeof inspectMethods> {
  const names = Object.keys(inspectMethods) as InspectMethod[];
  const handlers = names.map((name) => [name, (parameters: readonly unknown[]) => answer(name, parameters)]);
  return Object.fromEntries(handlers) as Handlers<typeof inspectMethods>;
}
