import type { PermissionName } from '../../addins/protocol/permissions.ts';
import type { Evidence, Zone } from './evidence.ts';
import type { SetName } from './permission-sets.ts';

/** All that is given must hold; nothing given holds for every package. */
export interface Condition {
  readonly id?: string | undefined;
  readonly hash?: string | undefined;
  readonly publisherKey?: string | undefined;
  readonly zone?: Zone | undefined;
  readonly signed?: boolean | undefined;
}

/** Packages that are treated alike. */
export interface CodeGroup {
  readonly name: string;
  readonly when: Condition;
  readonly set: SetName;
  /** Denied to every package of the group, also when an earlier group has picked the set. */
  readonly deny: readonly PermissionName[];
}

export interface Membership {
  /** The first group that matches: it picks the set. */
  readonly first: CodeGroup;
  /** Every group that matches, in order: all their denies apply. */
  readonly all: readonly CodeGroup[];
}

const BUNDLED: CodeGroup = { name: 'part of Bulkhead', when: { zone: 'bundled' }, set: 'Native', deny: [] };

/**
 * A dropped package gets the whole Connected set: everything in it acts only on the add-in's own data, through a
 * picker, after a gesture or after a question. A signature adds a name to hold to account, not more reach.
 */
const COMMON: readonly CodeGroup[] = [
  { name: 'folder under development', when: { zone: 'devFolder' }, set: 'Developer', deny: [] },
  { name: 'signed package', when: { zone: 'sideload', signed: true }, set: 'Connected', deny: [] },
  { name: 'unsigned package', when: { zone: 'sideload' }, set: 'Connected', deny: [] },
];

const ANYTHING_ELSE: CodeGroup = { name: 'anything else', when: {}, set: 'Execution', deny: [] };

/** The groups in their order: revoked packages, Bulkhead's own, the organisation's, then the usual ones. */
export function orderedGroups(revoked: Iterable<string>, organisation: readonly CodeGroup[]): CodeGroup[] {
  const revocations = [...revoked].map(
    (hash): CodeGroup => ({ name: 'revoked package', when: { hash }, set: 'Nothing', deny: [] }),
  );
  return [...revocations, BUNDLED, ...organisation, ...COMMON, ANYTHING_ELSE];
}

export function membership(evidence: Evidence, groups: readonly CodeGroup[]): Membership {
  const all = groups.filter((group) => holds(group.when, evidence));
  return { first: all[0] ?? { ...ANYTHING_ELSE, set: 'Nothing' }, all };
}

function holds(condition: Condition, evidence: Evidence): boolean {
  return (
    (condition.id === undefined || condition.id.toLowerCase() === evidence.id.toLowerCase()) &&
    (condition.hash === undefined || condition.hash.toLowerCase() === evidence.hash.toLowerCase()) &&
    (condition.publisherKey === undefined || (evidence.signed && condition.publisherKey === evidence.publisherKey)) &&
    (condition.zone === undefined || condition.zone === evidence.zone) &&
    (condition.signed === undefined || condition.signed === evidence.signed)
  );
}
