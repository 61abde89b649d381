import { type Manifest, manifestSchema } from '../../addins/protocol/manifest.ts';
import type { CatalogEntry, InstalledState, InstallSource } from './catalog-entry.ts';

/** One row of the table, as SQLite gives it. */
export interface CatalogRow {
  id: string;
  version: string;
  public_key: string | null;
  public_key_token: string | null;
  /** The checked manifest as JSON: the host starts with 200 add-ins without opening a package. */
  manifest: string;
  hash: string;
  size_bytes: number;
  previous_hash: string | null;
  previous_version: string | null;
  enabled: number;
  state: string;
  state_reason: string;
  source_kind: string;
  source: string;
  installed_at: number;
  updated_at: number;
}

const STATES: readonly InstalledState[] = ['ready', 'damaged', 'quarantined'];

export function rowFromEntry(entry: CatalogEntry): CatalogRow {
  return {
    id: entry.id,
    version: entry.identity.version,
    public_key: entry.publicKey,
    public_key_token: entry.identity.publicKeyToken,
    manifest: JSON.stringify(entry.manifest),
    hash: entry.hash,
    size_bytes: entry.sizeBytes,
    previous_hash: entry.previous?.hash ?? null,
    previous_version: entry.previous?.version ?? null,
    enabled: entry.enabled ? 1 : 0,
    state: entry.state,
    state_reason: entry.stateReason,
    source_kind: entry.source.kind,
    source: entry.source.kind === 'folder' ? entry.source.folder : entry.source.fileName,
    installed_at: entry.installedAt,
    updated_at: entry.updatedAt,
  };
}

/** Undefined for a row that an older or a broken host wrote: one bad row must not hide the others. */
export function entryFromRow(row: CatalogRow): CatalogEntry | undefined {
  const manifest = readManifest(row.manifest);
  const state = STATES.find((known) => known === row.state);
  if (!manifest || !state || manifest.name.toLowerCase() !== row.id) return undefined;
  const { name, version, culture } = manifest;
  return {
    id: row.id,
    identity: { name, version, culture, publicKeyToken: row.public_key_token },
    publicKey: row.public_key,
    manifest,
    hash: row.hash,
    sizeBytes: row.size_bytes,
    previous: previousOf(row),
    enabled: row.enabled === 1,
    state,
    stateReason: row.state_reason,
    source: sourceOf(row),
    installedAt: row.installed_at,
    updatedAt: row.updated_at,
  };
}

function readManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function previousOf(row: CatalogRow): CatalogEntry['previous'] {
  if (row.previous_hash === null || row.previous_version === null) return null;
  return { hash: row.previous_hash, version: row.previous_version };
}

function sourceOf(row: CatalogRow): InstallSource {
  return row.source_kind === 'folder' ? { kind: 'folder', folder: row.source } : { kind: 'file', fileName: row.source };
}
