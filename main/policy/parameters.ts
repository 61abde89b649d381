import { PERMISSIONS, type PermissionName, type PermissionParameters } from '../../addins/protocol/permissions.ts';

/** Parameters that one level limits. A name that is missing is not limited by that level. */
export type ParameterLimits = Readonly<Record<string, unknown>>;

/**
 * How two values of a parameter meet: the smaller number, both flags, the common members.
 * In a 'common or any' list the empty list stands for everything, so an empty intersection must never become one.
 */
type Meeting = 'least' | 'both' | 'common' | 'common or any';

/** A new parameter does not compile until somebody has decided how it narrows. */
const MEETINGS: { readonly [Name in PermissionName]: Readonly<Record<keyof PermissionParameters<Name>, Meeting>> } = {
  'log.write': {},
  'ui.view': {},
  'storage.kv': { quotaBytes: 'least' },
  'fs.pick.open': { types: 'common or any', multiple: 'both' },
  'fs.pick.save': { types: 'common or any' },
  'clipboard.write': {},
  'ui.notify': { perHour: 'least' },
  'ui.webframe': {},
  'net.fetch': { origins: 'common', methods: 'common' },
  'addin.call': { contracts: 'common' },
  'addin.export': { contracts: 'common', callers: 'common or any' },
};

/** What both allow, in canonical order; null when nothing is left or it cannot be expressed. */
export function meetParameters(
  permission: PermissionName,
  one: ParameterLimits,
  other: ParameterLimits,
): ParameterLimits | null {
  const met: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const meeting = meetingOf(permission, name);
    if (!meeting) return null;
    const values = [one, other].filter((limits) => Object.hasOwn(limits, name)).map((limits) => limits[name]);
    const value = values.length === 1 ? meet(meeting, values[0], values[0]) : meet(meeting, values[0], values[1]);
    if (value === undefined) return null;
    met[name] = value;
  }
  return met;
}

/** Rows of one permission in one manifest: lists add up, numbers and flags take the smaller. */
export function joinParameters(
  permission: PermissionName,
  one: ParameterLimits,
  other: ParameterLimits,
): ParameterLimits {
  const joined: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const meeting = meetingOf(permission, name);
    joined[name] = meeting?.startsWith('common')
      ? joinLists(joined[name], value, meeting)
      : leastOf(joined[name], value);
  }
  return joined;
}

/** True when everything that `inner` allows is allowed by `outer` too. */
export function isWithin(permission: PermissionName, inner: ParameterLimits, outer: ParameterLimits): boolean {
  const met = meetParameters(permission, inner, outer);
  const canonical = meetParameters(permission, inner, inner);
  return met !== null && canonical !== null && stableText(met) === stableText(canonical);
}

/** Checks limits that somebody wrote by hand; null when a name is unknown or a value has the wrong form. */
export function readLimits(
  permission: PermissionName,
  written: Readonly<Record<string, unknown>>,
): ParameterLimits | null {
  const shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> =
    PERMISSIONS[permission].parameters.shape;
  for (const [name, value] of Object.entries(written)) {
    if (!Object.hasOwn(shape, name) || !shape[name]?.safeParse(value).success) return null;
  }
  return written;
}

function meetingOf(permission: PermissionName, name: string): Meeting | undefined {
  const meetings: Readonly<Record<string, Meeting>> = MEETINGS[permission];
  return Object.hasOwn(meetings, name) ? meetings[name] : undefined;
}

function meet(meeting: Meeting, one: unknown, other: unknown): unknown {
  switch (meeting) {
    case 'least':
      return isNumber(one) && isNumber(other) ? Math.min(one, other) : undefined;
    case 'both':
      return typeof one === 'boolean' && typeof other === 'boolean' ? one && other : undefined;
    case 'common':
      return commonMembers(one, other);
    case 'common or any':
      if (isEmptyList(one)) return isTextList(other) ? sortedSet(other) : undefined;
      if (isEmptyList(other)) return isTextList(one) ? sortedSet(one) : undefined;
      return commonMembers(one, other);
  }
}

function commonMembers(one: unknown, other: unknown): readonly string[] | undefined {
  if (!isTextList(one) || !isTextList(other)) return undefined;
  const members = sortedSet(one.filter((member) => other.includes(member)));
  return members.length > 0 ? members : undefined;
}

function joinLists(one: unknown, other: unknown, meeting: Meeting): unknown {
  if (!isTextList(one) || !isTextList(other)) return other;
  if (meeting === 'common or any' && (one.length === 0 || other.length === 0)) return [];
  return sortedSet([...one, ...other]);
}

function leastOf(one: unknown, other: unknown): unknown {
  if (isNumber(one) && isNumber(other)) return Math.min(one, other);
  if (typeof one === 'boolean' && typeof other === 'boolean') return one && other;
  return other;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function sortedSet(members: readonly string[]): readonly string[] {
  return [...new Set(members)].sort();
}

function stableText(limits: ParameterLimits): string {
  return JSON.stringify(Object.entries(limits).sort(([one], [other]) => (one < other ? -1 : 1)));
}
