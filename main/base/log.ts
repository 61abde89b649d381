import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { Emitter } from './emitter.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogEntry {
  /** Milliseconds since 1970. */
  at: number;
  level: LogLevel;
  /** The add-in it is about, or null for the host. */
  addinId: string | null;
  text: string;
}

/** Entries that Diagnostics can show without reading a file. */
const KEPT = 500;
/** Bytes after which the file is set aside; one older file is kept. */
const FILE_BYTES = 5 * 1024 * 1024;

/** The host's log: JSON lines in a file, the last entries in memory. The only place that writes to the console. */
export class Log {
  readonly #entries: LogEntry[] = [];
  readonly #file: string | undefined;
  readonly #echo: boolean;
  #fileBytes = 0;
  readonly added = new Emitter<LogEntry>();

  constructor(options: { file?: string; echo?: boolean } = {}) {
    this.#file = options.file;
    this.#echo = options.echo ?? false;
    if (this.#file) {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      this.#fileBytes = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    }
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  info(text: string, addinId: string | null = null): void {
    this.write('info', text, addinId);
  }

  warn(text: string, addinId: string | null = null): void {
    this.write('warn', text, addinId);
  }

  error(text: string, addinId: string | null = null): void {
    this.write('error', text, addinId);
  }

  write(level: LogLevel, text: string, addinId: string | null = null): void {
    const entry = { at: Date.now(), level, addinId, text: text.slice(0, 4_000) };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    if (this.#file) this.#append(this.#file, entry);
    if (this.#echo) console.error(`${level} ${addinId ? `[${addinId}] ` : ''}${entry.text}`);
    this.added.emit(entry);
  }

  #append(file: string, entry: LogEntry): void {
    const line = `${JSON.stringify(entry)}\n`;
    try {
      if (this.#fileBytes > FILE_BYTES) {
        renameSync(file, `${file}.old`);
        this.#fileBytes = 0;
      }
      appendFileSync(file, line);
      this.#fileBytes += Buffer.byteLength(line);
    } catch {
      // A full disk must not end the host; the entry is still in memory.
    }
  }
}
