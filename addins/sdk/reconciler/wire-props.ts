import { type CatalogueEntry, TEXT_PROP } from '../../protocol/ui/catalogue.ts';
import { MEASURED_PROP } from '../../protocol/ui/common-props.ts';
import type { ElementProps } from './guest-node.ts';

/** The event that a row source answers, and the property in which an author gives it. */
export const RANGE_EVENT = 'onRange';
export const ROW_SOURCE = 'getRows';

/** The text of children that are only text and numbers, else null: then it needs no nodes of its own. */
export function foldedText(children: unknown): string | null {
  if (typeof children === 'string') return children;
  if (typeof children === 'number') return String(children);
  if (!Array.isArray(children)) return null;
  let text = '';
  for (const child of children) {
    if (typeof child === 'string' || typeof child === 'number') text += child;
    else if (child !== null && child !== undefined && typeof child !== 'boolean') return null;
  }
  return text;
}

export function foldsText(entry: CatalogueEntry, props: ElementProps): boolean {
  return entry.foldsText && foldedText(props.children) !== null;
}

/** What only React or the SDK reads. */
export const RESERVED_NAMES = ['children', 'ref', 'key', 'fallback'] as const;

export function isReserved(name: string): boolean {
  return name === 'children' || name === 'ref' || name === 'key' || name === 'fallback';
}

/** The text that an element carries as a property; undefined when it has none, or has nodes instead. */
export function wireText(entry: CatalogueEntry, { children }: ElementProps): string | undefined {
  if (children === undefined || !entry.foldsText) return undefined;
  return foldedText(children) || undefined;
}

/** The value the window should have for `name`, undefined for none. */
export function wireValue(entry: CatalogueEntry, props: ElementProps, name: string): unknown {
  if (name === TEXT_PROP) return wireText(entry, props);
  const value = props[name];
  return typeof value === 'function' ? undefined : value;
}

/** True when the element has a handler for `event`. Handlers are compared for presence only; they never cross. */
export function listensTo(props: ElementProps, event: string): boolean {
  return typeof props[event === RANGE_EVENT ? ROW_SOURCE : event] === 'function';
}

/** Says what an author did wrong, at the place where it is written. */
export function checkProps(entry: CatalogueEntry, props: ElementProps, previous: ElementProps | null): void {
  for (const name in props) {
    const value = props[name];
    if (value === undefined || (previous !== null && previous[name] === value) || isReserved(name)) continue;
    checkProp(entry, name, value);
  }
  for (const name of entry.requiredNames) {
    if (props[name] === undefined) throw new TypeError(`${entry.name} needs "${name}".`);
  }
}

function checkProp(entry: CatalogueEntry, name: string, value: unknown): void {
  if (typeof value === 'function') {
    const known = name === ROW_SOURCE ? entry.spec.rows : entry.events.get(name)?.internal === false;
    if (!known) throw new TypeError(`${entry.name} has no event "${name}".`);
    return;
  }
  const row = entry.props.get(name);
  if (!row || name === TEXT_PROP || name === MEASURED_PROP)
    throw new TypeError(`${entry.name} has no property "${name}".`);
  if (!row.type.accepts(value)) throw new TypeError(`${entry.name}: "${name}" must be ${row.type.form}.`);
}

/** Equal by content. Only for values that a property accepted: plain data without cycles. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(right, key)) return false;
    if (!sameValue((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key])) return false;
  }
  return true;
}
