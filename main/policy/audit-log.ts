import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../addins/protocol/clock.ts';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import type { AuditRow } from '../../preload/bridge.ts';
import { openDatabase } from '../base/database.ts';
import { AuditBatch, type AuditEntry } from './audit-batch.ts';
import type { Usage } from './policy-service.ts';

/** Milliseconds between a call and its row on disk. */
const FLUSH_INTERVAL = 1_000;
/** Rows kept for one add-in. Refusals have their own share, so that no number of allowed calls pushes them out. */
const ALLOWED_ROWS = 15_000;
const REFUSED_ROWS = 5_000;
/** Rows written for one add-in after which its old ones are looked at again. */
const TRIM_INTERVAL = 1_000;
/** Rows that one question brings back: a page, not an archive. */
const PAGE_ROWS = 500;

const TABLES = `
  CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, addin_id TEXT NOT NULL, permission TEXT NOT NULL,
    method TEXT NOT NULL, object TEXT NOT NULL, outcome TEXT NOT NULL, because TEXT NOT NULL, count INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS audit_addin ON audit (addin_id, id);
  CREATE TABLE IF NOT EXISTS usage (
    addin_id TEXT NOT NULL, permission TEXT NOT NULL,
    last_used INTEGER, use_count INTEGER NOT NULL, refused_count INTEGER NOT NULL,
    PRIMARY KEY (addin_id, permission)
  ) STRICT, WITHOUT ROWID;
`;

export interface AuditLogOptions {
  /** Absolute path of audit.sqlite, or ':memory:'. */
  file: string;
  clock: Clock;
  /** Milliseconds since 1970. */
  wallTime: () => number;
}

/** Who did what, to what, under which permission, and why that was so. Rows are added and never changed. */
export class AuditLog {
  /** Where an unreadable file went, or null. */
  readonly movedAside: string | null;
  readonly #database: DatabaseSync;
  readonly #options: AuditLogOptions;
  readonly #usage = new Map<string, Usage>();
  readonly #changedUsage = new Set<string>();
  readonly #written = new Map<string, number>();
  #batch = new AuditBatch();
  #cancelFlush: (() => void) | undefined;

  constructor(options: AuditLogOptions) {
    const stamp = options.wallTime();
    const opened = openDatabase({ file: options.file, schema: TABLES, version: 1, stamp });
    this.#database = opened.database;
    this.movedAside = opened.movedAside;
    this.#options = options;
    for (const row of this.#database.prepare('SELECT * FROM usage').all()) {
      this.#usage.set(usageKey(String(row['addin_id']), String(row['permission'])), {
        lastUsed: row['last_used'] === null ? null : Number(row['last_used']),
        useCount: Number(row['use_count']),
        refusedCount: Number(row['refused_count']),
      });
    }
  }

  /** Costs no disk access; what is recorded reaches the file within a second. */
  record(entry: AuditEntry): void {
    const at = this.#options.wallTime();
    this.#batch.add(entry, at);
    this.#count(entry, at);
    this.#cancelFlush ??= this.#options.clock.after(FLUSH_INTERVAL, () => this.flush());
  }

  usage(addinId: string, permission: PermissionName): Usage {
    return this.#usage.get(usageKey(addinId, permission)) ?? { lastUsed: null, useCount: 0, refusedCount: 0 };
  }

  /** The newest rows first, of one add-in or of all. */
  rows(addinId: string | null): AuditRow[] {
    this.flush();
    const columns = 'SELECT at, addin_id, permission, method, object, outcome, because, count FROM audit';
    const order = `ORDER BY id DESC LIMIT ${PAGE_ROWS}`;
    const found =
      addinId === null
        ? this.#database.prepare(`${columns} ${order}`).all()
        : this.#database.prepare(`${columns} WHERE addin_id = ? ${order}`).all(addinId);
    return found.map(({ addin_id, ...row }) => ({ ...row, addinId: addin_id }) as unknown as AuditRow);
  }

  /** Writes what waits, in one transaction. A disk that refuses keeps nobody from working. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const batch = this.#batch;
    if (batch.isEmpty) return;
    this.#batch = new AuditBatch();
    try {
      this.#database.exec('BEGIN');
      this.#insert(batch);
      this.#writeUsage();
      this.#database.exec('COMMIT');
    } catch {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      // Refusals wait for the next attempt; allowed calls are still in the counts.
      this.#batch.takeRefusals(batch);
    }
  }

  /** The add-in was uninstalled together with its data. */
  forget(addinId: string): void {
    this.flush();
    for (const table of ['audit', 'usage']) {
      this.#database.prepare(`DELETE FROM ${table} WHERE addin_id = ?`).run(addinId);
    }
    for (const key of this.#usage.keys()) if (key.startsWith(usageKey(addinId, ''))) this.#usage.delete(key);
  }

  close(): void {
    this.flush();
    this.#database.close();
  }

  #count(entry: AuditEntry, at: number): void {
    const key = usageKey(entry.addinId, entry.permission);
    const before = this.usage(entry.addinId, entry.permission);
    const refused = entry.outcome === 'denied';
    this.#usage.set(key, {
      lastUsed: refused ? before.lastUsed : at,
      useCount: before.useCount + (refused ? 0 : 1),
      refusedCount: before.refusedCount + (refused ? 1 : 0),
    });
    this.#changedUsage.add(key);
  }

  #insert(batch: AuditBatch): void {
    const insert = this.#database.prepare(
      'INSERT INTO audit (at, addin_id, permission, method, object, outcome, because, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    for (const row of batch.rows()) {
      insert.run(row.at, row.addinId, row.permission, row.method, row.object, row.outcome, row.because, row.count);
      const written = (this.#written.get(row.addinId) ?? TRIM_INTERVAL) + 1;
      this.#written.set(row.addinId, written >= TRIM_INTERVAL ? 0 : written);
      if (written >= TRIM_INTERVAL) this.#trim(row.addinId);
    }
  }

  #trim(addinId: string): void {
    for (const [test, kept] of [
      ["= 'allowed'", ALLOWED_ROWS],
      ["<> 'allowed'", REFUSED_ROWS],
    ] as const) {
      this.#database
        .prepare(
          `DELETE FROM audit WHERE addin_id = ?1 AND outcome ${test} AND id <=
             (SELECT id FROM audit WHERE addin_id = ?1 AND outcome ${test} ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
        )
        .run(addinId, kept);
    }
  }

  #writeUsage(): void {
    const write = this.#database.prepare(
      'INSERT OR REPLACE INTO usage (addin_id, permission, last_used, use_count, refused_count) VALUES (?, ?, ?, ?, ?)',
    );
    for (const key of this.#changedUsage) {
      const usage = this.#usage.get(key);
      const [addinId, permission] = key.split('\n');
      if (usage && addinId !== undefined && permission !== undefined) {
        write.run(addinId, permission, usage.lastUsed, usage.useCount, usage.refusedCount);
      }
    }
    this.#changedUsage.clear();
  }
}

function usageKey(addinId: string, permission: string): string {
  return `${addinId}\n${permission}`;
}
