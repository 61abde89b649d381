import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../tools/runtime.ts';

const run = promisify(execFile);
const GENERATOR = join(ROOT, 'addins', 'samples', 'csv', 'generate.ts');
const QUOTE = '"'.charCodeAt(0);
const LINE_END = '\n'.charCodeAt(0);

export interface CsvFacts {
  readonly rows: number;
  readonly bytes: number;
  /** Rows by the value of their "Port". */
  readonly ports: Readonly<Record<string, number>>;
  /** Sum of "Amount EUR" in cents. */
  readonly cents: number;
}

/** Writes a table of bookings; a million rows are 200 MB. */
export async function generateCsv(file: string, rows: number): Promise<CsvFacts> {
  const { stdout } = await run(process.execPath, [GENERATOR, file, '--rows', String(rows)]);
  return JSON.parse(stdout) as CsvFacts;
}

/** The heading and the rows whose third field is `port`, byte for byte, found without any of the add-in's code. */
export function rowsOfPort(file: string, port: string): Buffer {
  const bytes = readFileSync(file);
  const wanted = Buffer.from(port);
  const kept: Buffer[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted;
    if (bytes[at] !== LINE_END || isQuoted) continue;
    const row = bytes.subarray(start, at + 1);
    if (start === 0 || thirdField(row).equals(wanted)) kept.push(row);
    start = at + 1;
  }
  return Buffer.concat(kept);
}

function thirdField(row: Buffer): Buffer {
  const from = row.indexOf(',', row.indexOf(',') + 1) + 1;
  return row.subarray(from, row.indexOf(',', from));
}
