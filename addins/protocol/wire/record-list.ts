import { VALUE_CHARACTERS, VALUE_ITEMS } from '../limits.ts';
import type { Plain } from '../plain-data.ts';

/**
 * Records with the same keys and primitive values, packed column by column: how many records, all numbers, all texts as
 * one. Two objects are copied with a port's message instead of one for each value, which costs a twentieth.
 *
 * The numbers are what each column holds, then the columns. A number stands for itself, a text is its length; in a mixed
 * column each value has what it is before it. So what a list costs to unpack is bounded by what it cost to send.
 */
export type PackedRecords = readonly [count: number, numbers: Float64Array, text: string];

type PrimitiveRecord = Record<string, Plain>;

/** What a value is, and what all values of a column are. */
const VALUE = { nothing: 0, no: 1, yes: 2, number: 3, text: 4 } as const;
const MIXED = 5;

/** Undefined when a record has other keys, another order of them, more than primitive values, or too much text. */
export function packRecords(
  records: readonly unknown[],
  keys: readonly string[],
  isRecord: (value: unknown) => value is Record<string, unknown>,
): PackedRecords | undefined {
  const rows: unknown[][] = [];
  for (let index = 0; index < records.length; index++) {
    const record = records[index];
    if (!isRecord(record) || !hasExactly(Object.keys(record), keys)) return undefined;
    const row = Object.values(record);
    // A record may be something that answers differently each time.
    if (row.length !== keys.length) return undefined;
    rows.push(row);
  }
  return new ColumnWriter(rows).write(keys.length);
}

function hasExactly(found: readonly string[], keys: readonly string[]): boolean {
  if (found.length !== keys.length) return false;
  for (let index = 0; index < keys.length; index++) if (found[index] !== keys[index]) return false;
  return true;
}

/** Where columns are written before their number is known: packing waits for nobody, so one is enough. */
let scratch = new Float64Array(8_192);

class ColumnWriter {
  readonly #rows: readonly (readonly unknown[])[];
  readonly #numbers: Float64Array;
  #at: number;
  #text = '';

  constructor(rows: readonly (readonly unknown[])[]) {
    this.#rows = rows;
    const columns = rows[0]?.length ?? 0;
    const most = columns * (1 + 2 * rows.length);
    if (scratch.length < most) scratch = new Float64Array(most);
    this.#numbers = scratch;
    this.#at = columns;
  }

  write(columns: number): PackedRecords | undefined {
    for (let column = 0; column < columns; column++) {
      const kind = this.#column(column);
      if (kind < 0 || this.#text.length > VALUE_CHARACTERS) return undefined;
      this.#numbers[column] = kind;
    }
    return [this.#rows.length, this.#numbers.slice(0, this.#at), this.#text];
  }

  /** What the column holds; below zero when it holds something that does not travel like this. */
  #column(column: number): number {
    const first = this.#rows[0]?.[column];
    if (typeof first === 'number' && this.#allNumbers(column)) return VALUE.number;
    if (typeof first === 'string' && this.#allTexts(column)) return VALUE.text;
    return this.#mixed(column) ? MIXED : -1;
  }

  #allNumbers(column: number): boolean {
    const [rows, numbers] = [this.#rows, this.#numbers];
    const start = this.#at;
    for (let row = 0; row < rows.length; row++) {
      const value = (rows[row] as readonly unknown[])[column];
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      numbers[start + row] = value;
    }
    this.#at += rows.length;
    return true;
  }

  #allTexts(column: number): boolean {
    const [rows, numbers] = [this.#rows, this.#numbers];
    const start = this.#at;
    let text = this.#text;
    for (let row = 0; row < rows.length; row++) {
      const value = (rows[row] as readonly unknown[])[column];
      if (typeof value !== 'string') return false;
      numbers[start + row] = value.length;
      text += value;
    }
    this.#text = text;
    this.#at += rows.length;
    return true;
  }

  #mixed(column: number): boolean {
    const rows = this.#rows;
    for (let row = 0; row < rows.length; row++) {
      const value = (rows[row] as readonly unknown[])[column];
      const kind = kindOf(value);
      if (kind < 0) return false;
      this.#numbers[this.#at++] = kind;
      if (kind === VALUE.number) this.#numbers[this.#at++] = value as number;
      else if (kind === VALUE.text) this.#addText(value as string);
    }
    return true;
  }

  #addText(value: string): void {
    this.#numbers[this.#at++] = value.length;
    this.#text += value;
  }
}

function kindOf(value: unknown): number {
  if (value === null) return VALUE.nothing;
  if (typeof value === 'boolean') return value ? VALUE.yes : VALUE.no;
  if (typeof value === 'number') return Number.isFinite(value) ? VALUE.number : -1;
  return typeof value === 'string' ? VALUE.text : -1;
}

/** The records again; undefined when what the peer sent is not complete, or more than it says. */
export function unpackRecords(packed: readonly unknown[], keys: readonly string[]): PrimitiveRecord[] | undefined {
  const [count, numbers, text] = packed;
  if (typeof count !== 'number' || !(numbers instanceof Float64Array) || typeof text !== 'string') return undefined;
  if (!Number.isInteger(count) || count < 1 || count * keys.length > VALUE_ITEMS) return undefined;
  // Every value has a number at least.
  if (numbers.length < keys.length * (1 + count) || text.length > VALUE_CHARACTERS) return undefined;
  const records = createRecords(count, keys);
  const reader = new ColumnReader(records, { numbers, text, at: keys.length });
  for (let column = 0; column < keys.length; column++) {
    if (!reader.read(keys[column] as string, numbers[column] as number)) return undefined;
  }
  return reader.isDone ? records : undefined;
}

function createRecords(count: number, keys: readonly string[]): PrimitiveRecord[] {
  // Not key by key: copies of what was made like that take eight times as long in V8, whose guess about its fields is
  // proved wrong by the first record that is filled in.
  const template: PrimitiveRecord = Object.fromEntries(keys.map((key) => [key, null]));
  const records: PrimitiveRecord[] = [];
  // A copy has its final form at once; field by field each would pass through as many forms as it has fields.
  for (let left = count; left > 0; left--) records.push({ ...template });
  return records;
}

class ColumnReader {
  readonly #records: readonly PrimitiveRecord[];
  readonly #numbers: Float64Array;
  readonly #text: string;
  #at: number;
  #characters = 0;

  constructor(records: readonly PrimitiveRecord[], from: { numbers: Float64Array; text: string; at: number }) {
    this.#records = records;
    this.#numbers = from.numbers;
    this.#text = from.text;
    this.#at = from.at;
  }

  get isDone(): boolean {
    return this.#at === this.#numbers.length && this.#characters === this.#text.length;
  }

  /** False when a value is not there. */
  read(key: string, kind: number): boolean {
    if (kind === VALUE.number) return this.#allNumbers(key);
    if (kind === VALUE.text) return this.#allTexts(key);
    return kind === MIXED && this.#mixed(key);
  }

  #allNumbers(key: string): boolean {
    const [records, numbers] = [this.#records, this.#numbers];
    const start = this.#at;
    for (let index = 0; index < records.length; index++) {
      const number = numbers[start + index];
      if (!Number.isFinite(number)) return false;
      (records[index] as PrimitiveRecord)[key] = number as number;
    }
    this.#at += records.length;
    return true;
  }

  #allTexts(key: string): boolean {
    const [records, numbers, text] = [this.#records, this.#numbers, this.#text];
    const start = this.#at;
    let characters = this.#characters;
    for (let index = 0; index < records.length; index++) {
      const end = characters + (numbers[start + index] as number);
      if (!(end >= characters && end <= text.length) || !Number.isInteger(end)) return false;
      (records[index] as PrimitiveRecord)[key] = text.substring(characters, end);
      characters = end;
    }
    this.#characters = characters;
    this.#at += records.length;
    return true;
  }

  #mixed(key: string): boolean {
    for (const record of this.#records) {
      const value = this.#next();
      if (value === undefined) return false;
      // Which is what it holds already.
      if (value !== null) record[key] = value;
    }
    return true;
  }

  #next(): Plain | undefined {
    switch (this.#numbers[this.#at++]) {
      case VALUE.nothing:
        return null;
      case VALUE.no:
        return false;
      case VALUE.yes:
        return true;
      case VALUE.number:
        return this.#number();
      case VALUE.text:
        return this.#textOf(this.#numbers[this.#at++]);
      default:
        return undefined;
    }
  }

  #number(): number | undefined {
    const number = this.#numbers[this.#at++];
    return Number.isFinite(number) ? number : undefined;
  }

  #textOf(length: number | undefined): string | undefined {
    const start = this.#characters;
    const end = start + (length ?? -1);
    if (!(end >= start && end <= this.#text.length) || !Number.isInteger(end)) return undefined;
    this.#characters = end;
    return this.#text.substring(start, end);
  }
}
