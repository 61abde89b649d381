import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { isPlainData, type Plain } from '../../addins/protocol/plain-data.ts';
import { openDatabase } from '../base/database.ts';

/** Keys of one add-in: a store for settings and documents, no database. */
const KEYS = 1_000;
/** Bytes of one value: it crosses two processes whole and blocks the host while it is written. */
const VALUE_BYTES = 256 * 1024;

/** `bytes` stands before `value`, so that adding it up reads none of the values. */
const TABLE = `
  CREATE TABLE IF NOT EXISTS entry (
    addin_id TEXT NOT NULL, publisher_key TEXT NOT NULL, key TEXT NOT NULL,
    bytes INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (addin_id, publisher_key, key)
  ) STRICT;
`;
const OWNED = 'addin_id = ? AND publisher_key = ?';

/** Data belongs to the name and the key together: another publisher's package of that name finds nothing. */
export interface StorageOwner {
  readonly addinId: string;
  readonly publisherKey: string | null;
}

export interface StorageEntry {
  readonly key: string;
  readonly value: Plain;
  readonly quotaBytes: number;
}

/** The file in which all add-ins keep their data. Every change is one transaction: it happens whole or not at all. */
export class StorageFile {
  /** Where an unreadable file went, or null. */
  readonly movedAside: string | null;
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<'get' | 'set' | 'delete' | 'keys' | 'size' | 'used', StatementSync>>;

  constructor(options: { file: string; stamp: number }) {
    const opened = openDatabase({ ...options, schema: TABLE, version: 1 });
    this.#database = opened.database;
    this.movedAside = opened.movedAside;
    this.#statements = {
      get: this.#database.prepare(`SELECT value FROM entry WHERE ${OWNED} AND key = ?`),
      set: this.#database.prepare(
        'INSERT OR REPLACE INTO entry (addin_id, publisher_key, key, bytes, value) VALUES (?, ?, ?, ?, ?)',
      ),
      delete: this.#database.prepare(`DELETE FROM entry WHERE ${OWNED} AND key = ?`),
      keys: this.#database.prepare(`SELECT key FROM entry WHERE ${OWNED}`),
      size: this.#database.prepare(`SELECT bytes FROM entry WHERE ${OWNED} AND key = ?`),
      used: this.#database.prepare(
        `SELECT COUNT(*) AS keys, COALESCE(SUM(bytes), 0) AS bytes FROM entry WHERE ${OWNED}`,
      ),
    };
  }

  /** Null when there is none. */
  get(owner: StorageOwner, key: string): Plain {
    const row = this.#attempt(() => this.#statements.get.get(...ownerKey(owner), key));
    return row ? readValue(row['value']) : null;
  }

  /** Throws E_QUOTA when a limit would be passed; the old value stays. */
  set(owner: StorageOwner, { key, value, quotaBytes }: StorageEntry): void {
    const text = JSON.stringify(value);
    const valueBytes = Buffer.byteLength(text);
    if (valueBytes > VALUE_BYTES) {
      throw full('This value is too large to be kept.', { limit: VALUE_BYTES, bytes: valueBytes });
    }
    const bytes = valueBytes + Buffer.byteLength(key);
    this.#attempt(() => {
      this.#makeSure(owner, { key, bytes, quotaBytes });
      this.#statements.set.run(...ownerKey(owner), key, bytes, text);
    });
  }

  delete(owner: StorageOwner, key: string): void {
    this.#attempt(() => this.#statements.delete.run(...ownerKey(owner), key));
  }

  /** Sorted by code unit. */
  keys(owner: StorageOwner, prefix: string): string[] {
    const rows = this.#attempt(() => this.#statements.keys.all(...ownerKey(owner)));
    return rows
      .map((row) => String(row['key']))
      .filter((key) => key.startsWith(prefix))
      .sort();
  }

  /** Everything this add-in ever kept, under any key. */
  forget(addinId: string): void {
    this.#attempt(() => this.#database.prepare('DELETE FROM entry WHERE addin_id = ?').run(addinId));
  }

  close(): void {
    this.#database.close();
  }

  #makeSure(owner: StorageOwner, wanted: { key: string; bytes: number; quotaBytes: number }): void {
    const used = this.#statements.used.get(...ownerKey(owner));
    const old = this.#statements.size.get(...ownerKey(owner), wanted.key);
    if (!old && Number(used?.['keys']) >= KEYS) throw full('This add-in keeps too many entries.', { limit: KEYS });
    const bytes = Number(used?.['bytes']) - Number(old?.['bytes'] ?? 0) + wanted.bytes;
    if (bytes > wanted.quotaBytes) {
      throw full('The storage of this add-in is full.', { limit: wanted.quotaBytes, bytes });
    }
  }

  #attempt<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof BulkheadError) throw cause;
      throw new BulkheadError('E_IO', { message: "The add-in's data could not be read or written.", cause });
    }
  }
}

function ownerKey({ addinId, publisherKey }: StorageOwner): [addinId: string, publisherKey: string] {
  return [addinId, publisherKey ?? ''];
}

/** A value that was tampered with must not reach an add-in in a form that the wire would refuse. */
function readValue(text: unknown): Plain {
  const value: unknown = JSON.parse(String(text));
  if (isPlainData(value)) return value;
  throw new BulkheadError('E_IO', { message: 'A stored value was damaged.' });
}

function full(message: string, detail: Record<string, number>): BulkheadError {
  return new BulkheadError('E_QUOTA', { message, detail });
}
