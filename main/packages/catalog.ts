import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
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
  CREATE TABLE addins (
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
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
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
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return { catalog: new Catalog(openDatabase(file)), warning: null };
  } catch (thrown) {
    return openAfresh(file, thrown);
  }
}

function openAfresh(file: string, problem: unknown): OpenedCatalog {
  const reason = toBulkheadError(problem).message;
  try {
    // A file that somebody else holds is sound: moving it away would split the list in two.
    if (isBusy(problem)) throw problem;
    const kept = moveAside(file);
    const message = `${reason}. The old list was kept as "${path.basename(kept)}".`;
    const warning = new BulkheadError('E_CATALOG', { message, detail: { file: kept }, cause: problem });
    return { catalog: new Catalog(openDatabase(file)), warning };
  } catch {
    const message = `${reason}. What is installed now is forgotten when Bulkhead ends.`;
    const warning = new BulkheadError('E_CATALOG', { message, detail: { file }, cause: problem });
    return { catalog: new Catalog(openDatabase(':memory:')), warning };
  }
}

function isBusy(thrown: unknown): boolean {
  const code = (thrown as { errcode?: unknown }).errcode;
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;');
    prepareSchema(database);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function prepareSchema(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version === 0) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
  else if (version !== SCHEMA_VERSION) throw new Error(`It was written by another version of Bulkhead (${version})`);
  const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (check !== 'ok') throw new Error(`The database is damaged: ${String(check)}`);
  database.prepare('SELECT id, hash, previous_hash, updated_at FROM addins LIMIT 1').all();
}

/** The log files go along: a fresh database must not replay them. */
function moveAside(file: string): string {
  const kept = `${file}.broken-${Date.now()}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return kept;
}
