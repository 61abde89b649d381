import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { openDatabase } from '../base/database.ts';
import type { CatalogEntry, InstalledState } from './catalog-entry.ts';
import { type CatalogRow, entryFromRow, rowFromEntry } from './catalog-row.ts';

export interface OpenedCatalog {
  catalog: Catalog;
  /**
   * What was wrong with the file that was there, to be shown. The broken file was kept; the list starts empty.
   * Do not collect shadow copies in this run: the kept file may still be repaired.
   */
  warning: BulkheadError | null;
}

/** Raised with every change of the table; a newer file than this host knows is moved aside like a broken one. */
const SCHEMA_VERSION = 1;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS addins (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    public_key TEXT,
    public_key_token TEXT,
    manifest TEXT NOT NULL,
    hash TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    previous_hash TEXT,
    previous_version TEXT,
    enabled INTEGER NOT NULL,
    state TEXT NOT NULL,
    state_reason TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    source TEXT NOT NULL,
    installed_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  -- Fails when the table that is there has another form.
  SELECT id, hash, previous_hash, previous_version, source_kind, updated_at FROM addins LIMIT 0;
`;
const PUT = `
  INSERT OR REPLACE INTO addins VALUES (
    :id, :version, :public_key, :public_key_token, :manifest, :hash, :size_bytes, :previous_hash, :previous_version,
    :enabled, :state, :state_reason, :source_kind, :source, :installed_at, :updated_at
  )
`;

/** What is installed. Small and synchronous: one row for each add-in, every write durable before it returns. */
export class Catalog {
  readonly #database: DatabaseSync;

  /** The database has its schema already; use {@link openCatalog}. */
  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Sorted by name key. Rows that cannot be read are left out; {@link brokenRows} names them. */
  list(): CatalogEntry[] {
    return this.#rows().flatMap((row) => entryFromRow(row) ?? []);
  }

  brokenRows(): string[] {
    return this.#rows().flatMap((row) => (entryFromRow(row) ? [] : [row.id]));
  }

  get(id: string): CatalogEntry | undefined {
    const row = this.#database.prepare('SELECT * FROM addins WHERE id = ?').get(id);
    return row ? entryFromRow(row as unknown as CatalogRow) : undefined;
  }

  /** Adds an add-in or replaces its row. */
  put(entry: CatalogEntry): void {
    this.#database.prepare(PUT).run({ ...rowFromEntry(entry) });
  }

  /** Returns whether there was such an add-in. */
  remove(id: string): boolean {
    return this.#database.prepare('DELETE FROM addins WHERE id = ?').run(id).changes > 0;
  }

  setEnabled(id: string, enabled: boolean): void {
    this.#update(id, 'UPDATE addins SET enabled = :enabled WHERE id = :id', { enabled: enabled ? 1 : 0 });
  }

  setState(id: string, state: InstalledState, reason = ''): void {
    this.#update(id, 'UPDATE addins SET state = :state, state_reason = :reason WHERE id = :id', { state, reason });
  }

  /** Forgets the version before, or names another one. */
  setPrevious(id: string, previous: CatalogEntry['previous']): void {
    const sql = 'UPDATE addins SET previous_hash = :hash, previous_version = :version WHERE id = :id';
    this.#update(id, sql, { hash: previous?.hash ?? null, version: previous?.version ?? null });
  }

  /** Every content hash that a row refers to, readable or not: what a clean-up must keep. */
  hashes(): Set<string> {
    return new Set(this.#rows().flatMap((row) => [row.hash, row.previous_hash ?? []].flat()));
  }

  close(): void {
    this.#database.close();
  }

  #rows(): CatalogRow[] {
    return this.#database.prepare('SELECT * FROM addins ORDER BY id').all() as unknown as CatalogRow[];
  }

  #update(id: string, sql: string, values: Record<string, string | number | null>): void {
    const { changes } = this.#database.prepare(sql).run({ ...values, id });
    if (changes === 0) throw new BulkheadError('E_NOT_FOUND', { message: `"${id}" is not installed.` });
  }
}

/** Opens the catalog. A file that cannot be used never blocks the start: it is kept under another name. */
export function openCatalog(file: string): OpenedCatalog {
  const stamp = Date.now();
  const { database, movedAside } = openDatabase({
    file,
    schema: SCHEMA,
    version: SCHEMA_VERSION,
    critical: true,
    stamp,
  });
  return { catalog: new Catalog(database), warning: movedAside === null ? null : warningFor(movedAside) };
}

function warningFor(movedAside: string): BulkheadError {
  const kept =
    movedAside === 'memory'
      ? 'What is installed now is forgotten when Bulkhead ends.'
      : `The old list was kept as "${path.basename(movedAside)}".`;
  return new BulkheadError('E_CATALOG', {
    message: `The list of installed add-ins could not be read. ${kept}`,
    detail: { file: movedAside },
  });
}
