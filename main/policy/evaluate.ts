import {
  type Effect,
  type Grant,
  PERMISSION_NAMES,
  PERMISSIONS,
  type PermissionName,
} from '../../addins/protocol/permissions.ts';
import { isNarrower, leastEffect } from './effect.ts';
import { DENIED, LEVEL_KINDS, type Level, type Rule } from './level.ts';
import { isWithin, meetParameters, type ParameterLimits } from './parameters.ts';

/** What the person has said about one permission of one add-in. */
export interface Answer {
  readonly effect: Effect;
  /** What the person saw when allowing; an answer never covers more than that. Null for answers that narrow. */
  readonly parameters: ParameterLimits | null;
  /** "your answer" */
  readonly because: string;
}

export type Answers = ReadonlyMap<PermissionName, Answer>;

export interface EvaluateInput {
  /** Intersected; their order has no meaning. None at all denies everything. */
  readonly levels: readonly Level[];
  readonly answers: Answers;
}

export interface ComputedGrant extends Grant {
  /** The most that the person's answer can reach. */
  readonly ceiling: Effect;
}

/** One grant for every permission there is, in the order of the vocabulary; deeply frozen. */
export type Grants = readonly ComputedGrant[];

interface Say {
  readonly level: Level;
  readonly rule: Rule;
  readonly because: string;
}

/** Pure: the smallest effect wins, parameters intersect, and what nobody grants is denied. */
export function evaluate(input: EvaluateInput): Grants {
  return Object.freeze(
    PERMISSION_NAMES.map((permission) =>
      computeGrant(permission, saysAbout(permission, input.levels), input.answers.get(permission)),
    ),
  );
}

/** The grant of one permission. Every name of the vocabulary has one. */
export function findGrant(grants: Grants, permission: PermissionName): ComputedGrant {
  const grant = grants.find((candidate) => candidate.permission === permission);
  return grant ?? freezeGrant({ permission, parameters: {}, effect: 'deny', ceiling: 'deny', because: [] });
}

function saysAbout(permission: PermissionName, levels: readonly Level[]): Say[] {
  const says: Say[] = [];
  for (const level of levels) {
    const rule = level.rules.get(permission);
    if (rule) says.push({ level, rule, because: rule.because ?? level.because });
    else if (level.otherwise === 'deny') says.push({ level, rule: DENIED, because: level.becauseMissing });
  }
  return says.sort((one, other) => rankOf(one) - rankOf(other) || compareText(one.because, other.because));
}

function computeGrant(permission: PermissionName, says: readonly Say[], answer: Answer | undefined): ComputedGrant {
  const permitted = commonEffect(says, 'upTo');
  const parameters = commonParameters(permission, says);
  const emptied = permitted !== 'deny' && !isComplete(permission, parameters);
  const ceiling = emptied ? 'deny' : permitted;
  const applies = answer !== undefined && covers(permission, answer, parameters);
  const effect = leastEffect(ceiling, applies ? answer.effect : commonEffect(says, 'effect'));
  const reasons = reasonsFor({ says, effect, ceiling, applies, answer });
  return freezeGrant({
    permission,
    parameters: parameters ?? {},
    effect,
    ceiling,
    because: emptied ? ['nothing is left of what it asks for', ...reasons] : reasons,
  });
}

/** The smallest of the levels' effects; deny when no level says anything. */
function commonEffect(says: readonly Say[], side: 'effect' | 'upTo'): Effect {
  if (says.length === 0) return 'deny';
  return says.reduce<Effect>((least, { rule }) => leastEffect(least, rule[side]), 'allow');
}

/** Null when the intersection is empty or cannot be expressed. */
function commonParameters(permission: PermissionName, says: readonly Say[]): ParameterLimits | null {
  let common: ParameterLimits | null = {};
  for (const { rule } of says) common = common && meetParameters(permission, common, rule.parameters);
  return common;
}

function isComplete(permission: PermissionName, parameters: ParameterLimits | null): boolean {
  return parameters !== null && PERMISSIONS[permission].parameters.safeParse(parameters).success;
}

/** An answer that narrows always counts; one that allows counts for what the person saw and no more. */
function covers(permission: PermissionName, answer: Answer, parameters: ParameterLimits | null): boolean {
  if (answer.effect !== 'allow' || !answer.parameters) return answer.effect !== 'allow';
  return parameters !== null && isWithin(permission, parameters, answer.parameters);
}

interface Reasoning {
  readonly says: readonly Say[];
  readonly effect: Effect;
  readonly ceiling: Effect;
  readonly applies: boolean;
  readonly answer: Answer | undefined;
}

/** The deciding lines first, then everybody else who had a say. The host speaks only when it decides. */
function reasonsFor(reasoning: Reasoning): string[] {
  const { says, effect, ceiling, applies, answer } = reasoning;
  const decides = ({ rule }: Say) =>
    effect !== 'allow' && (rule.upTo === effect || (!applies && rule.effect === effect));
  const deciding = says.filter(decides).map((say) => say.because);
  const others = says.filter((say) => !decides(say) && say.level.kind !== 'host').map((say) => say.because);
  const own = ownReason(answer, applies);
  if (own.length > 0 && applies && (effect === 'allow' || isNarrower(effect, ceiling)))
    return [...own, ...deciding, ...others];
  return [...deciding, ...own, ...others];
}

function ownReason(answer: Answer | undefined, applies: boolean): string[] {
  if (!answer) return [];
  return [applies ? answer.because : 'it now asks for more than you allowed'];
}

function rankOf(say: Say): number {
  return LEVEL_KINDS.indexOf(say.level.kind);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function freezeGrant(grant: ComputedGrant): ComputedGrant {
  for (const value of Object.values(grant.parameters)) Object.freeze(value);
  Object.freeze(grant.parameters);
  Object.freeze(grant.because);
  return Object.freeze(grant);
}
