import { type HeldBy, PERMISSIONS, type PermissionName, type Tier } from '../../addins/protocol/permissions.ts';
import type { ParameterLimits } from './parameters.ts';

export interface PermissionWords {
  /** "send data to api.example.com" */
  readonly plain: string;
  readonly scope: string;
  /** "use the network"; empty when nobody would wonder. */
  readonly cannot: string;
  readonly tier: Tier;
  readonly heldBy: readonly HeldBy[];
}

interface Row {
  readonly parameters: { safeParse(value: unknown): { success: boolean; data?: unknown } };
  readonly tier: Tier;
  readonly cannot: string;
  readonly heldBy: readonly HeldBy[];
  plain(parameters: unknown): string;
  scope(parameters: unknown): string;
}

/** The words of one permission. A denied grant may have no parameters that words could be made of. */
export function permissionWords(permission: PermissionName, parameters: ParameterLimits): PermissionWords {
  const row = PERMISSIONS[permission] as Row;
  const parsed = row.parameters.safeParse(parameters);
  return {
    plain: parsed.success ? row.plain(parsed.data) : row.cannot || permission,
    scope: parsed.success ? row.scope(parsed.data) : '',
    cannot: row.cannot,
    tier: row.tier,
    heldBy: row.heldBy,
  };
}
