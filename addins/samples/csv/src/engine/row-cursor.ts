import type { ByteValue } from './byte-value.ts';
import { BYTE, isLineEnd } from './bytes.ts';
import type { RowIndex } from './row-index.ts';

export interface RowSource {
  readonly bytes: Uint8Array;
  readonly separator: number;
  readonly index: RowIndex;
}

/**
 * Splits one row at a time into fields, without making objects: the fields of the current row are numbers in lists
 * that are used again for the next one. `locate` then points `buffer`, `start` and `end` at the value of one field.
 */
export class RowCursor implements ByteValue {
  /** Where the located value is: the file itself, or a copy without the doubled quotes. */
  buffer: Uint8Array;
  start = 0;
  end = 0;
  /** Fields found in the current row, at most as many as were asked for. */
  fieldCount = 0;
  readonly #bytes: Uint8Array;
  readonly #separator: number;
  readonly #offsets: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  /** 1 where the field holds doubled quotes. */
  readonly #doubled: Uint8Array;
  #scratch = new Uint8Array(1_024);
  #limit = 0;

  /** `fields`: how many fields of a row are of interest, from the left. */
  constructor(source: RowSource, fields: number) {
    this.#bytes = source.bytes;
    this.buffer = source.bytes;
    this.#separator = source.separator;
    this.#offsets = source.index.offsets;
    this.#starts = new Uint32Array(fields);
    this.#ends = new Uint32Array(fields);
    this.#doubled = new Uint8Array(fields);
  }

  rowStart(row: number): number {
    return this.#offsets[row] ?? 0;
  }

  /** Behind the last byte of the row that is not a line end. */
  rowEnd(row: number): number {
    const bytes = this.#bytes;
    const start = this.#offsets[row] ?? 0;
    let end = this.#offsets[row + 1] ?? 0;
    while (end > start && isLineEnd(bytes[end - 1])) end--;
    return end;
  }

  /** Row numbers count from 0 and include the heading. */
  moveTo(row: number): void {
    const bytes = this.#bytes;
    const limit = this.rowEnd(row);
    const fields = this.#starts.length;
    this.#limit = limit;
    let position = this.#offsets[row] ?? 0;
    let field = 0;
    while (field < fields) {
      const quoted = position < limit && bytes[position] === BYTE.quote;
      position = quoted ? this.#quotedField(field, position) : this.#plainField(field, position, position);
      field++;
      if (position >= limit) break;
      position++;
    }
    this.fieldCount = field;
  }

  /** Points at the value of a field; a field that the row does not have is empty. */
  locate(field: number): void {
    this.buffer = this.#bytes;
    if (field >= this.fieldCount) {
      this.start = 0;
      this.end = 0;
      return;
    }
    this.start = this.#starts[field] ?? 0;
    this.end = this.#ends[field] ?? 0;
    if (this.#doubled[field] === 1) this.#copyUndoubled();
  }

  /** Whether the located value is a copy that the next call of `locate` overwrites. */
  get isCopy(): boolean {
    return this.buffer !== this.#bytes;
  }

  /** The value begins at `from`; its end is looked for from `scanFrom` on. */
  #plainField(field: number, from: number, scanFrom: number): number {
    const bytes = this.#bytes;
    const separator = this.#separator;
    const limit = this.#limit;
    let position = scanFrom;
    while (position < limit && bytes[position] !== separator) position++;
    this.#starts[field] = from;
    this.#ends[field] = position;
    this.#doubled[field] = 0;
    return position;
  }

  /** A field with anything behind its closing quote is broken: it is taken as it is written, quotes and all. */
  #quotedField(field: number, from: number): number {
    const bytes = this.#bytes;
    const limit = this.#limit;
    let position = from + 1;
    let doubled = 0;
    while (position < limit) {
      if (bytes[position] !== BYTE.quote) position++;
      else if (position + 1 < limit && bytes[position + 1] === BYTE.quote) {
        doubled = 1;
        position += 2;
      } else break;
    }
    const next = position + 1;
    if (next < limit && bytes[next] !== this.#separator) return this.#plainField(field, from, next);
    this.#starts[field] = from + 1;
    this.#ends[field] = position;
    this.#doubled[field] = doubled;
    return next;
  }

  #copyUndoubled(): void {
    const bytes = this.#bytes;
    if (this.#scratch.length < this.end - this.start) this.#scratch = new Uint8Array((this.end - this.start) * 2);
    let length = 0;
    for (let position = this.start; position < this.end; position++) {
      const byte = bytes[position] ?? 0;
      this.#scratch[length++] = byte;
      if (byte === BYTE.quote) position++;
    }
    this.buffer = this.#scratch;
    this.start = 0;
    this.end = length;
  }
}
