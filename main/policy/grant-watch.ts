import { PERMISSION_NAMES, type PermissionName } from '../../addins/protocol/permissions.ts';
import { isNarrower } from './effect.ts';
import { isWithin } from './parameters.ts';
import type { Decision } from './policy-service.ts';

export interface GrantChanges {
  /** Permissions that allow less than before. */
  readonly narrowed: readonly PermissionName[];
  /** Permissions about which the person is not asked, or not any more. */
  readonly settled: readonly PermissionName[];
}

/** Remembers what a generation was granted, to see what a change takes away from it. */
export class GrantWatch {
  readonly #decide: (permission: PermissionName) => Decision;
  #known: ReadonlyMap<PermissionName, Decision>;

  constructor(decide: (permission: PermissionName) => Decision) {
    this.#decide = decide;
    this.#known = this.#read();
  }

  update(): GrantChanges {
    const before = this.#known;
    this.#known = this.#read();
    const changes = [...this.#known].map(([permission, now]) => ({ permission, now, earlier: before.get(permission) }));
    return {
      narrowed: changes
        .filter(({ permission, now, earlier }) => earlier !== undefined && isLess(permission, now, earlier))
        .map(({ permission }) => permission),
      settled: changes.filter(({ now }) => now.effect !== 'ask').map(({ permission }) => permission),
    };
  }

  #read(): ReadonlyMap<PermissionName, Decision> {
    return new Map(PERMISSION_NAMES.map((permission) => [permission, this.#decide(permission)]));
  }
}

/** What was denied before had nothing that could be taken away. */
function isLess(permission: PermissionName, now: Decision, earlier: Decision): boolean {
  if (earlier.effect === 'deny') return false;
  return isNarrower(now.effect, earlier.effect) || !isWithin(permission, earlier.parameters, now.parameters);
}
