import { FOLDED } from './bytes.ts';
import type { RowSet } from './row-set.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { CsvTable } from './table.ts';

const FIRST_POOL = 4_096;

/**
 * Where the values of one column stand, for many rows: two numbers each. Values with doubled quotes are copied without
 * them into a pool that is thought of as lying behind the file.
 */
export class TextValues {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly #file: Uint8Array;
  #pool = new Uint8Array(FIRST_POOL);
  #pooled = 0;

  constructor(file: Uint8Array, count: number) {
    this.#file = file;
    this.starts = new Uint32Array(count);
    this.ends = new Uint32Array(count);
  }

  addCopy(entry: number, copy: Uint8Array): void {
    while (this.#pooled + copy.length > this.#pool.length) {
      const larger = new Uint8Array(this.#pool.length * 2);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(copy, this.#pooled);
    this.starts[entry] = this.#file.length + this.#pooled;
    this.#pooled += copy.length;
    this.ends[entry] = this.#file.length + this.#pooled;
  }

  isEmpty(entry: number): boolean {
    return this.starts[entry] === this.ends[entry];
  }

  /** Four letters from `depth` on as one number, without regard to case; 0 stands for letters behind the end. */
  fourLetters(entry: number, depth: number): number {
    const end = this.ends[entry] ?? 0;
    let position = (this.starts[entry] ?? 0) + depth;
    let letters = 0;
    for (let taken = 0; taken < 4; taken++, position++) {
      letters = (letters << 8) | (position < end ? this.#letterAt(position) : 0);
    }
    return letters >>> 0;
  }

  /** Below 0 when the first comes first; letters before `depth` are known to be equal. */
  compare(one: number, other: number, depth: number): number {
    const oneEnd = this.ends[one] ?? 0;
    const otherEnd = this.ends[other] ?? 0;
    let left = (this.starts[one] ?? 0) + depth;
    let right = (this.starts[other] ?? 0) + depth;
    while (left < oneEnd && right < otherEnd) {
      const difference = this.#letterAt(left++) - this.#letterAt(right++);
      if (difference !== 0) return difference;
    }
    return oneEnd - left - (otherEnd - right);
  }

  #letterAt(position: number): number {
    const file = this.#file;
    const byte = position < file.length ? file[position] : this.#pool[position - file.length];
    return FOLDED[byte ?? 0] ?? 0;
  }
}

/** Finds the values of one column; entry k belongs to the row at place k. */
export function* collectTexts(table: CsvTable, rows: RowSet, place: number): Steps<TextValues> {
  const cursor = table.newCursor(place + 1);
  const texts = new TextValues(table.bytes, rows.count);
  for (let entry = 0; entry < rows.count; entry++) {
    cursor.moveTo(rows.at(entry));
    cursor.locate(place);
    if (cursor.isCopy) texts.addCopy(entry, cursor.buffer.subarray(cursor.start, cursor.end));
    else {
      texts.starts[entry] = cursor.start;
      texts.ends[entry] = cursor.end;
    }
    if (entry % ROWS_PER_STEP === 0) yield entry / rows.count;
  }
  return texts;
}
