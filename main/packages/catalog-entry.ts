import type { Identity } from '../../addins/protocol/identity.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';

/** 'damaged': its copy on disk was changed. 'quarantined': it failed too often. Both need a person's decision. */
export type InstalledState = 'ready' | 'damaged' | 'quarantined';

/** Where an installed package came from. A folder is watched and reloaded when it changes. */
export type InstallSource = { kind: 'file'; fileName: string } | { kind: 'folder'; folder: string };

/** One installed add-in. */
export interface CatalogEntry {
  /** Name key: lower case. */
  id: string;
  identity: Identity;
  /** Base64 of the whole key, or null for an unsigned package. */
  publicKey: string | null;
  manifest: Manifest;
  /** Content hash of the shadow copy. */
  hash: string;
  sizeBytes: number;
  /** The version before this one, to roll back to. */
  previous: { hash: string; version: string } | null;
  enabled: boolean;
  state: InstalledState;
  /** Why it is not 'ready', in words; empty otherwise. */
  stateReason: string;
  source: InstallSource;
  /** Milliseconds since 1970, of the first install. */
  installedAt: number;
  /** Milliseconds since 1970, of the last change of version. */
  updatedAt: number;
}
