import type { GatedPackage } from '../../main/packages/gate.ts';
import { displayIdentity } from '../protocol/identity.ts';
import { type HeldBy, isPermissionName, PERMISSIONS, type Tier } from '../protocol/permissions.ts';

export interface PermissionLine {
  name: string;
  /** "read files that you pick" */
  plain: string;
  scope: string;
  /** Asked at first use, rather than granted with the installation. */
  asks: boolean;
  optional: boolean;
  reason: string | null;
  heldBy: readonly HeldBy[];
}

/** From this tier on a person is asked at first use. */
const ASKED: Tier = 2;

export function permissionLines({ manifest }: GatedPackage): PermissionLine[] {
  return manifest.permissions.flatMap((wish) => {
    if (!isPermissionName(wish.name)) return [];
    const row = PERMISSIONS[wish.name];
    // The gate has parsed these parameters with this very schema.
    const parameters = row.parameters.parse(wish.parameters) as never;
    const asks = row.tier >= ASKED;
    const { optional, reason = null } = wish;
    const words = { plain: row.plain(parameters), scope: row.scope(parameters) };
    return [{ name: wish.name, ...words, asks, optional, reason, heldBy: row.heldBy }];
  });
}

/** What `verify` says, and `inspect` and `pack` begin with. */
export function summary(gated: GatedPackage): { lines: string[]; data: Record<string, unknown> } {
  const { manifest, hash, signed, sizeBytes } = gated;
  const identity = displayIdentity(gated.identity);
  const permissions = permissionLines(gated);
  const can = permissions.filter((line) => !line.asks).map((line) => `  can ${line.plain}`);
  const asks = permissions.filter((line) => line.asks).map((line) => `  asks before it may ${line.plain}`);
  return {
    lines: [
      `${manifest.displayName} ${manifest.version}`,
      `  ${identity}`,
      `  hash ${hash}`,
      signed ? `  signed with key ${gated.identity.publicKeyToken}` : '  not signed',
      ...(permissions.length > 0 ? ['Permissions', ...can, ...asks] : ['Permissions', '  asks for none']),
    ],
    data: {
      identity,
      name: manifest.name,
      version: manifest.version,
      displayName: manifest.displayName,
      publisher: manifest.publisher ?? null,
      publicKeyToken: gated.identity.publicKeyToken,
      hash,
      signed,
      sizeBytes,
      permissions,
    },
  };
}
