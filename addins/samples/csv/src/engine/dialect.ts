import { BYTE, isLineEnd } from './bytes.ts';
import { decodeText, type Encoding, looksLikeUtf8 } from './decode.ts';

/** How one file writes its table down. */
export interface Dialect {
  readonly separator: number;
  readonly encoding: Encoding;
  /** The byte that ends a row; a carriage return before a line feed belongs to the end as well. */
  readonly lineEnd: number;
  /** Where the table begins: after the byte order mark. */
  readonly start: number;
}

/** Why a file cannot be shown, in words for the person who picked it. */
export class NotATableError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'NotATableError';
    this.remedy = remedy;
  }
}

const SEPARATORS: readonly number[] = [BYTE.comma, BYTE.semicolon, BYTE.tab, BYTE.bar];
/** Rows that are looked at: enough to tell separators apart. */
const SAMPLE_ROWS = 100;

/** Reads the dialect off the beginning of a file. Throws a {@link NotATableError} when it is no text that we can read. */
export function detectDialect(sample: Uint8Array): Dialect {
  refuseWideText(sample);
  const start = sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf ? 3 : 0;
  if (sample.indexOf(0) >= 0) {
    throw new NotATableError('This file is not text.', 'Pick a file with values separated by commas, such as ".csv".');
  }
  const encoding = looksLikeUtf8(sample) ? 'utf-8' : 'windows-1252';
  const lineEnd = sample.indexOf(BYTE.lineFeed) < 0 && sample.indexOf(BYTE.carriageReturn) >= 0;
  const shape = {
    encoding,
    lineEnd: lineEnd ? BYTE.carriageReturn : BYTE.lineFeed,
    start,
  } as const;
  return { ...shape, separator: detectSeparator(sample, shape) };
}

function refuseWideText(sample: Uint8Array): void {
  const mark = ((sample[0] ?? 0) << 8) | (sample[1] ?? 0);
  if (mark !== 0xfffe && mark !== 0xfeff) return;
  throw new NotATableError(
    'This file is written as "Unicode text" (UTF-16).',
    'Save it again as "CSV UTF-8" in the program that made it, then open that file.',
  );
}

function detectSeparator(sample: Uint8Array, shape: Omit<Dialect, 'separator'>): number {
  let best = { separator: BYTE.comma as number, score: 0 };
  for (const separator of SEPARATORS) {
    const counts = sampleRows(sample, { ...shape, separator }, SAMPLE_ROWS).map((row) => row.length);
    const score = evenness(counts);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** Higher when more rows have the same number of fields; 0 when the separator parts nothing. */
function evenness(counts: readonly number[]): number {
  const rowsWith = new Map<number, number>();
  for (const count of counts) rowsWith.set(count, (rowsWith.get(count) ?? 0) + 1);
  let score = 0;
  for (const [fields, rows] of rowsWith) {
    if (fields > 1) score = Math.max(score, rows / counts.length + fields / 10_000);
  }
  return score;
}

/** The first rows of a sample as text; a last row that the sample cuts off is left out. Simple rather than fast. */
export function sampleRows(sample: Uint8Array, dialect: Dialect, maximum: number): string[][] {
  const rows: string[][] = [];
  let position = dialect.start;
  while (position < sample.length && rows.length < maximum) {
    const row = readRow(sample, position, dialect);
    if (row.cut && rows.length > 0) break;
    if (row.fields.length > 1 || row.fields[0] !== '') rows.push(row.fields);
    position = row.next;
  }
  return rows;
}

interface SampleRow {
  fields: string[];
  next: number;
  cut: boolean;
}

function readRow(sample: Uint8Array, start: number, dialect: Dialect): SampleRow {
  const fields: string[] = [];
  let position = start;
  for (;;) {
    const field = readField(sample, position, dialect);
    fields.push(field.text);
    position = field.end;
    if (position >= sample.length) return { fields, next: position, cut: true };
    if (sample[position] !== dialect.separator) break;
    position++;
  }
  while (isLineEnd(sample[position])) position++;
  return { fields, next: position, cut: false };
}

function readField(sample: Uint8Array, start: number, dialect: Dialect): { text: string; end: number } {
  const quoted = sample[start] === BYTE.quote;
  let position = quoted ? closingQuote(sample, start + 1) : start;
  while (position < sample.length && sample[position] !== dialect.separator && !isLineEnd(sample[position])) position++;
  const text = decodeText({ buffer: sample, start, end: position }, dialect.encoding);
  return { text: quoted ? text.replace(/^"|"$/g, '').replaceAll('""', '"') : text, end: position };
}

/** Just behind the quote that ends a field. */
function closingQuote(sample: Uint8Array, start: number): number {
  let position = sample.indexOf(BYTE.quote, start);
  while (position >= 0 && sample[position + 1] === BYTE.quote) position = sample.indexOf(BYTE.quote, position + 2);
  return position < 0 ? sample.length : position + 1;
}
