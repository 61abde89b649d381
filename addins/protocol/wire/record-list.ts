import { VALUE_CHARACTERS, VALUE_ITEMS } from '../limits.ts';
import type { Plain } from '../plain-data.ts';

/**
 * Records with the same keys and primitive values, packed: what each value is, all numbers, and all texts as one. Three
 * fields are copied with a port's message instead of one for each value, which costs a tenth.
 */
export type PackedRecords = readonly [kinds: Uint8Array, numbers: Float64Array, text: string];

type PrimitiveRecord = Record<string, Plain>;

/** What a value is. A number and the length of a text are the next entry of the numbers. */
const VALUE = { nothing: 0, no: 1, yes: 2, number: 3, text: 4 } as const;

/** Undefined when a record has other keys, another order of them, more than primitive values, or too much text. */
export function packRecords(
  records: readonly unknown[],
  keys: readonly string[],
  isRecord: (value: unknown) => value is Record<string, unknown>,
): PackedRecords | undefined {
  const writer = new RecordWriter(records.length * keys.length);
  for (let index = 0; index < records.length; index++) {
    const record = records[index];
    if (!isRecord(record) || !writer.write(record, keys)) return undefined;
  }
  return writer.finish();
}

class RecordWriter {
  readonly #kinds: Uint8Array;
  readonly #numbers: Float64Array;
  #text = '';
  #values = 0;
  #numbered = 0;

  constructor(values: number) {
    this.#kinds = new Uint8Array(values);
    this.#numbers = new Float64Array(values);
  }

  /** Keys and values in one go: engines read what they enumerate at its known place. */
  write(record: Record<string, unknown>, keys: readonly string[]): boolean {
    let at = 0;
    for (const key in record) {
      if (key !== keys[at++]) return false;
      const kind = this.#kindOf(record[key]);
      if (kind < 0) return false;
      this.#kinds[this.#values++] = kind;
    }
    return at === keys.length && this.#text.length <= VALUE_CHARACTERS;
  }

  finish(): PackedRecords {
    // In memory of its own size: a typed array travels with all the memory that it lies in.
    return [this.#kinds, this.#numbers.slice(0, this.#numbered), this.#text];
  }

  #kindOf(value: unknown): number {
    if (typeof value === 'number') {
      this.#numbers[this.#numbered++] = value;
      return Number.isFinite(value) ? VALUE.number : -1;
    }
    if (typeof value === 'string') {
      this.#numbers[this.#numbered++] = value.length;
      this.#text += value;
      return VALUE.text;
    }
    if (value === null) return VALUE.nothing;
    return typeof value === 'boolean' ? (value ? VALUE.yes : VALUE.no) : -1;
  }
}

/** The records again; undefined when what the peer sent is not complete, or more than it says. */
export function unpackRecords(packed: readonly unknown[], keys: readonly string[]): PrimitiveRecord[] | undefined {
  const [kinds, numbers, text] = packed;
  if (!(kinds instanceof Uint8Array) || !(numbers instanceof Float64Array) || typeof text !== 'string')
    return undefined;
  if (kinds.length === 0 || kinds.length > VALUE_ITEMS || kinds.length % keys.length !== 0) return undefined;
  if (text.length > VALUE_CHARACTERS) return undefined;
  const reader = new RecordReader([kinds, numbers, text]);
  const template: PrimitiveRecord = {};
  for (const key of keys) template[key] = null;
  const records: PrimitiveRecord[] = [];
  for (let left = kinds.length / keys.length; left > 0; left--) {
    // A copy has its final form at once; field by field each would pass through as many forms as it has fields.
    const record = { ...template };
    if (!reader.read(record, keys)) return undefined;
    records.push(record);
  }
  return reader.isDone ? records : undefined;
}

class RecordReader {
  readonly #kinds: Uint8Array;
  readonly #numbers: Float64Array;
  readonly #text: string;
  #values = 0;
  #numbered = 0;
  #characters = 0;

  constructor([kinds, numbers, text]: PackedRecords) {
    this.#kinds = kinds;
    this.#numbers = numbers;
    this.#text = text;
  }

  get isDone(): boolean {
    return this.#numbered === this.#numbers.length && this.#characters === this.#text.length;
  }

  /** False when a value is not there. */
  read(record: PrimitiveRecord, keys: readonly string[]): boolean {
    for (let index = 0; index < keys.length; index++) {
      const value = this.#next();
      if (value === undefined) return false;
      record[keys[index] as string] = value;
    }
    return true;
  }

  #next(): Plain | undefined {
    switch (this.#kinds[this.#values++]) {
      case VALUE.nothing:
        return null;
      case VALUE.no:
        return false;
      case VALUE.yes:
        return true;
      case VALUE.number:
        return this.#number();
      case VALUE.text:
        return this.#textOf(this.#number());
      default:
        return undefined;
    }
  }

  #number(): number | undefined {
    const number = this.#numbers[this.#numbered++];
    return Number.isFinite(number) ? number : undefined;
  }

  #textOf(length: number | undefined): string | undefined {
    if (length === undefined || length < 0 || !Number.isInteger(length)) return undefined;
    const start = this.#characters;
    this.#characters += length;
    return this.#characters <= this.#text.length ? this.#text.substring(start, this.#characters) : undefined;
  }
}
