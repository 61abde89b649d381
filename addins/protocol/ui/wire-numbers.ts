/**
 * The numbers of a UI frame: 16 bits each, because nearly all are small and a typed array is the fastest thing that a
 * port copies. A larger one is three of them: `WIDE`, its upper and its lower half.
 */
export type WireNumbers = Int16Array;

const WIDE = -0x8000;
const SMALLEST = -0x7fff;
const LARGEST = 0x7fff;

const isSmall = (number: number): boolean => number >= SMALLEST && number <= LARGEST;

/** Packs whole numbers of 32 bits, in memory of their own: a typed array travels with all the memory that it lies in. */
export function packNumbers(lists: readonly (readonly number[])[]): WireNumbers {
  let length = 0;
  for (const list of lists) for (const number of list) length += isSmall(number) ? 1 : 3;
  const packed = new Int16Array(length);
  let at = 0;
  for (const list of lists) {
    for (const number of list) {
      packed[at] = number;
      if (packed[at] === number && number !== WIDE) {
        at++;
        continue;
      }
      packed[at++] = WIDE;
      packed[at++] = number >> 16;
      packed[at++] = number;
    }
  }
  return packed;
}

/** Reads packed numbers one after the other. Beyond the end there is `undefined`, which no reader takes for a number. */
export class NumberReader {
  readonly #packed: WireNumbers;
  #at = 0;

  constructor(packed: WireNumbers) {
    this.#packed = packed;
  }

  get isDone(): boolean {
    return this.#at >= this.#packed.length;
  }

  /** Below zero after reading beyond the end. */
  get left(): number {
    return this.#packed.length - this.#at;
  }

  next(): number {
    const number = this.#packed[this.#at++] as number;
    return number === WIDE ? this.#wide() : number;
  }

  #wide(): number {
    const upper = this.#packed[this.#at++] as number;
    const lower = this.#packed[this.#at++] as number;
    return (upper << 16) | (lower & 0xffff);
  }
}
