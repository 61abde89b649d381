import type { ByteValue } from './byte-value.ts';

/** Different values that are counted; files with more are said to have "more than" this many. */
export const COUNTED_VALUES = 50_000;
/** Room for the table: a power of two, at most half full. */
const SLOTS = 131_072;
const FIRST_POOL = 65_536;
const HASH_START = 0x811c_9dc5;
const HASH_FACTOR = 0x0100_0193;
const { imul } = Math;

/**
 * Counts how often each value occurs, from its bytes: the first of its kind is copied into one pool, no text is made.
 * Upper and lower case are different values here.
 */
export class ValueCounter {
  readonly #slots = new Uint32Array(SLOTS);
  readonly #starts = new Uint32Array(COUNTED_VALUES);
  readonly #ends = new Uint32Array(COUNTED_VALUES);
  readonly #counts = new Uint32Array(COUNTED_VALUES);
  #pool = new Uint8Array(FIRST_POOL);
  #pooled = 0;
  #distinct = 0;
  #isFull = false;

  /** Different values seen, at most {@link COUNTED_VALUES}. */
  get distinct(): number {
    return this.#distinct;
  }

  /** There were more different values than are counted. */
  get isFull(): boolean {
    return this.#isFull;
  }

  add(value: ByteValue): void {
    let slot = hash(value) & (SLOTS - 1);
    for (;;) {
      // Slots hold the number of the value plus one; 0 is free.
      const known = (this.#slots[slot] ?? 0) - 1;
      if (known < 0) break;
      if (this.#isSame(known, value)) {
        this.#counts[known] = (this.#counts[known] ?? 0) + 1;
        return;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#distinct < COUNTED_VALUES) this.#remember(slot, value);
    else this.#isFull = true;
  }

  /** The values that occur most often; the one that came first is first among equals. */
  mostFrequent(maximum: number): { value: ByteValue; count: number }[] {
    const numbers = Array.from({ length: this.#distinct }, (_, number) => number);
    numbers.sort((one, other) => (this.#counts[other] ?? 0) - (this.#counts[one] ?? 0) || one - other);
    return numbers.slice(0, maximum).map((number) => ({
      value: { buffer: this.#pool, start: this.#starts[number] ?? 0, end: this.#ends[number] ?? 0 },
      count: this.#counts[number] ?? 0,
    }));
  }

  #isSame(known: number, { buffer, start, end }: ByteValue): boolean {
    const from = this.#starts[known] ?? 0;
    if ((this.#ends[known] ?? 0) - from !== end - start) return false;
    for (let index = 0; index < end - start; index++) {
      if (this.#pool[from + index] !== buffer[start + index]) return false;
    }
    return true;
  }

  #remember(slot: number, { buffer, start, end }: ByteValue): void {
    while (this.#pooled + end - start > this.#pool.length) {
      const larger = new Uint8Array(this.#pool.length * 2);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    const number = this.#distinct++;
    this.#pool.set(buffer.subarray(start, end), this.#pooled);
    this.#starts[number] = this.#pooled;
    this.#pooled += end - start;
    this.#ends[number] = this.#pooled;
    this.#counts[number] = 1;
    this.#slots[slot] = number + 1;
  }
}

/** FNV-1a, and its upper half mixed in because the table looks at the lower one. */
function hash({ buffer, start, end }: ByteValue): number {
  let value = HASH_START;
  for (let position = start; position < end; position++) value = imul(value ^ (buffer[position] ?? 0), HASH_FACTOR);
  return value ^ (value >>> 15);
}
