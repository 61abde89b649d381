import type { Effect } from '../../addins/protocol/permissions.ts';

const RANK: Readonly<Record<Effect, number>> = { deny: 0, ask: 1, allow: 2 };

export function isNarrower(effect: Effect, than: Effect): boolean {
  return RANK[effect] < RANK[than];
}

export function leastEffect(one: Effect, other: Effect): Effect {
  return isNarrower(one, other) ? one : other;
}
