import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DatabaseOptions {
  /** Absolute path, or ':memory:'. Its folder is made when it is not there. */
  file: string;
  /** `CREATE … IF NOT EXISTS` statements. */
  schema: string;
  /** The form of the tables. A file of another version counts as unreadable. */
  version: number;
  /** For small files that decide something: the whole file is checked first, and a write that returned survives a power cut. */
  critical?: boolean;
  /** Distinguishes the names of files that were moved aside. */
  stamp: number;
}

export interface OpenedDatabase {
  database: DatabaseSync;
  /** Where an unreadable file went, 'memory' when not even that was possible, null when all was well. */
  movedAside: string | null;
}

/** Opens a SQLite file. One that cannot be read is moved aside and a new one takes its place: a broken file never blocks the start. */
export function openDatabase(options: DatabaseOptions): OpenedDatabase {
  const opened = tryOpen(options, options.file);
  if (opened) return { database: opened, movedAside: null };
  const movedAside = `${options.file}.unreadable-${options.stamp}`;
  const fresh = moveAside(options.file, movedAside) ? tryOpen(options, options.file) : undefined;
  if (fresh) return { database: fresh, movedAside };
  const temporary = tryOpen(options, ':memory:');
  if (!temporary) throw new Error('SQLite cannot be used on this system');
  return { database: temporary, movedAside: 'memory' };
}

function tryOpen(options: DatabaseOptions, file: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
    database = new DatabaseSync(file);
    prepare(database, options);
    return database;
  } catch {
    database?.close();
    return undefined;
  }
}

function prepare(database: DatabaseSync, options: DatabaseOptions): void {
  const synchronous = options.critical ? 'FULL' : 'NORMAL';
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA trusted_schema = OFF;`);
  if (options.critical && pragma(database, 'quick_check') !== 'ok') throw new Error('damaged');
  const found = pragma(database, 'user_version');
  if (found !== 0 && found !== options.version) throw new Error('another version');
  database.exec(options.schema);
  database.exec(`PRAGMA user_version = ${options.version}`);
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

/** The journal belongs to its file: left behind, it would be played into the new one. */
function moveAside(file: string, target: string): boolean {
  try {
    renameSync(file, target);
  } catch {
    return false;
  }
  for (const suffix of ['-wal', '-shm']) {
    try {
      renameSync(file + suffix, target + suffix);
    } catch {
      // There was none.
    }
  }
  return true;
}
