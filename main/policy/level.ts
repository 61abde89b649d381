import type { Effect, PermissionName } from '../../addins/protocol/permissions.ts';
import type { ParameterLimits } from './parameters.ts';

/** What one level says about one permission. */
export interface Rule {
  /** What holds until the person has answered. */
  readonly effect: Effect;
  /** The most that the person's answer can reach; never narrower than `effect`. */
  readonly upTo: Effect;
  readonly parameters: ParameterLimits;
  /** Where the level's own line would not say enough. */
  readonly because?: string;
}

/** In the order in which their lines are read when several decide. */
export const LEVEL_KINDS = ['host', 'organisation', 'group', 'set', 'manifest'] as const;
export type LevelKind = (typeof LEVEL_KINDS)[number];

/** One of the levels that are intersected. No level can widen what another one narrowed. */
export interface Level {
  readonly kind: LevelKind;
  /** Plain words: "set Document". */
  readonly because: string;
  /** Plain words for a permission without a rule: "not asked for in its manifest". */
  readonly becauseMissing: string;
  readonly rules: ReadonlyMap<PermissionName, Rule>;
  /** What holds for a permission without a rule: a closed list denies, a list of limits says nothing. */
  readonly otherwise: 'deny' | 'unlimited';
}

export const DENIED: Rule = { effect: 'deny', upTo: 'deny', parameters: {} };
export const ALLOWED: Rule = { effect: 'allow', upTo: 'allow', parameters: {} };
/** Asked at first use; the person may settle it for good. */
export const ASKED: Rule = { effect: 'ask', upTo: 'allow', parameters: {} };
/** Asked every time; no answer settles it. */
export const ALWAYS_ASKED: Rule = { effect: 'ask', upTo: 'ask', parameters: {} };
