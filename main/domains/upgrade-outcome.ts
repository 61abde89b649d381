import type { BulkheadError } from '../../addins/protocol/errors.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';

/** How an upgrade, or a way back, went: what a person is told. */
export interface UpgradeOutcome {
  addinId: string;
  displayName: string;
  fromVersion: string;
  toVersion: string;
  reason: 'upgrade' | 'rollback';
  ok: boolean;
  blackoutMs: number;
  framesKept: number;
  problem: BulkheadError | null;
  /** True when the host rolled back by itself. */
  automatic: boolean;
}

/** A change to `entry` that went well and disturbed nothing; the caller overrides what was otherwise. */
export function upgradeOutcome(entry: CatalogEntry, fromVersion: string): UpgradeOutcome {
  return {
    addinId: entry.id,
    displayName: entry.manifest.displayName,
    fromVersion,
    toVersion: entry.manifest.version,
    reason: 'upgrade',
    ok: true,
    blackoutMs: 0,
    framesKept: 0,
    problem: null,
    automatic: false,
  };
}
