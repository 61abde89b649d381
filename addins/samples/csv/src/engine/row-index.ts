import { BYTE } from './bytes.ts';
import type { Dialect } from './dialect.ts';

/** Row starts to make room for at first; the list doubles when it is full. */
const FIRST_CAPACITY = 16_384;

export interface RowIndex {
  /** Where each row begins, and behind them where the last one ends. */
  readonly offsets: Uint32Array;
  readonly rowCount: number;
  /** A quote was opened in the last row and never closed: it swallowed the rest of the file. */
  readonly unclosedQuote: boolean;
}

/**
 * Finds where rows begin while the file is still being read. Line ends inside quotes belong to the row; empty lines
 * are no rows. Row starts go into one growing list: a million rows take 4 MB and no objects.
 */
export class RowIndexer {
  readonly #bytes: Uint8Array;
  readonly #separator: number;
  readonly #lineEnd: number;
  #offsets = new Uint32Array(FIRST_CAPACITY);
  #count = 0;
  #rowStart: number;
  #position: number;
  #quoted = false;

  /** `bytes` is filled from outside, front to back; `readTo` says how far. */
  constructor(bytes: Uint8Array, dialect: Dialect) {
    this.#bytes = bytes;
    this.#separator = dialect.separator;
    this.#lineEnd = dialect.lineEnd;
    this.#rowStart = dialect.start;
    this.#position = dialect.start;
  }

  get rowCount(): number {
    return this.#count;
  }

  /** Looks at all bytes before `limit`. */
  readTo(limit: number): void {
    const bytes = this.#bytes.subarray(0, limit);
    let lineEnd = -1;
    let quote = -1;
    while (this.#position < limit) {
      if (this.#quoted && !this.#leaveQuotes(bytes)) return;
      if (lineEnd < this.#position) lineEnd = find(bytes, this.#lineEnd, this.#position);
      if (quote < this.#position) quote = find(bytes, BYTE.quote, this.#position);
      if (quote < lineEnd) this.#passQuote(quote);
      else if (lineEnd < limit) this.#endRow(lineEnd + 1);
      else this.#position = limit;
    }
  }

  /** The whole file was read: `length` bytes. */
  finish(length: number): RowIndex {
    this.readTo(length);
    const waitsAtQuote = this.#position === length - 1 && this.#bytes[length - 1] === BYTE.quote;
    if (this.#rowStart < length) this.#endRow(length);
    this.#push(length);
    return {
      offsets: this.#offsets.slice(0, this.#count),
      rowCount: this.#count - 1,
      unclosedQuote: this.#quoted && !waitsAtQuote,
    };
  }

  /** Moves behind the closing quote; false when it has not been read yet. */
  #leaveQuotes(bytes: Uint8Array): boolean {
    const limit = bytes.length;
    for (;;) {
      const quote = find(bytes, BYTE.quote, this.#position);
      // A quote that is the last byte so far may turn out to be the first of two.
      this.#position = quote;
      if (quote >= limit - 1) return false;
      if (bytes[quote + 1] !== BYTE.quote) break;
      this.#position = quote + 2;
    }
    this.#position++;
    this.#quoted = false;
    return true;
  }

  /** A quote opens a field only where the field begins; anywhere else it is a letter like others. */
  #passQuote(quote: number): void {
    this.#quoted = quote === this.#rowStart || this.#bytes[quote - 1] === this.#separator;
    this.#position = quote + 1;
  }

  #endRow(next: number): void {
    if (!this.#isBlank(next)) this.#push(this.#rowStart);
    this.#rowStart = next;
    this.#position = next;
  }

  #isBlank(next: number): boolean {
    for (let position = this.#rowStart; position < next; position++) {
      const byte = this.#bytes[position];
      if (byte !== BYTE.lineFeed && byte !== BYTE.carriageReturn) return false;
    }
    return true;
  }

  #push(offset: number): void {
    if (this.#count === this.#offsets.length) {
      const larger = new Uint32Array(this.#offsets.length * 2);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#offsets[this.#count++] = offset;
  }
}

/** Where the byte stands next; the end of the array when it does not. */
function find(bytes: Uint8Array, byte: number, from: number): number {
  const position = bytes.indexOf(byte, from);
  return position < 0 ? bytes.length : position;
}
