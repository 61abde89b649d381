import type { BulkheadError } from '../protocol/errors.ts';
import { authorRemedy } from './author-remedies.ts';
import { Refusal, type UsageError } from './command.ts';

/** What a command tells: lines for people, or with --json one line of JSON for programs. */
export class Output {
  readonly json: boolean;
  readonly #command: string;

  constructor(command: string, json: boolean) {
    this.#command = command;
    this.json = json;
  }

  /** The result: `lines` for people, `data` for programs. */
  result(lines: readonly string[], data: Record<string, unknown>): void {
    if (this.json) this.#write({ ok: true, command: this.#command, ...data });
    else process.stdout.write(`${lines.join('\n')}\n`);
  }

  /** What happens meanwhile; programs are told only results. */
  note(line: string): void {
    if (!this.json) process.stdout.write(`${line}\n`);
  }

  refusal(error: BulkheadError): void {
    const { code, title, message, detail } = error;
    const remedy = authorRemedy(error);
    const data = error instanceof Refusal ? error.data : {};
    if (this.json) this.#write({ ok: false, command: this.#command, code, title, message, remedy, detail, ...data });
    else
      process.stderr.write(
        `${[`${code}: ${title}`, message === title ? '' : message, remedy].filter(Boolean).join('\n')}\n`,
      );
  }

  usage(error: UsageError): void {
    const { message, hint } = error;
    if (this.json) this.#write({ ok: false, command: this.#command, code: 'USAGE', message, hint });
    else process.stderr.write(`${[message, hint].filter(Boolean).join('\n')}\n`);
  }

  #write(data: Record<string, unknown>): void {
    process.stdout.write(`${JSON.stringify(data)}\n`);
  }
}

/** Columns that line up; the last one is left as it is. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    `${indent}${row.map((cell, column) => cell.padEnd(column < row.length - 1 ? (widths[column] ?? 0) : 0)).join('  ')}`.trimEnd(),
  );
}

const KILOBYTE = 1024;

export function sizeText(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes} bytes`;
  if (bytes < KILOBYTE * KILOBYTE) return `${(bytes / KILOBYTE).toFixed(1)} kB`;
  return `${(bytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`;
}
