import type { WireNumbers } from '../../protocol/ui/wire-numbers.ts';
import { packNumbers } from '../../protocol/ui/wire-numbers.ts';

/** Numbers that a typed array holds without memory of its own: most frames are short. */
const SHORT = 32;
/** In place of a number that needs three places: what the packed form puts before its two halves. */
const WIDE = packNumbers([[0x8000]])[0] as number;

/**
 * Writes the numbers of a frame in their packed form as they come. A list that is packed at the end would be as large
 * again four times over, and a large view is mostly numbers.
 */
export class NumberWriter {
  #packed = new Int16Array(SHORT);
  #length = 0;

  /** Places taken so far. */
  get length(): number {
    return this.#length;
  }

  add(number: number): void {
    const at = this.#length;
    if (at + 3 > this.#packed.length) this.#grow();
    const packed = this.#packed;
    packed[at] = number;
    if (packed[at] === number && number !== WIDE) this.#length = at + 1;
    else this.#addWide(number);
  }

  addAll(...numbers: readonly number[]): void {
    for (const number of numbers) this.add(number);
  }

  /** Leaves a place to be filled by {@link fill}, and answers where it is. */
  reserve(): number {
    this.add(0);
    return this.#length - 1;
  }

  /** Puts a number in a place that was reserved. Places that were reserved behind it must be filled already. */
  fill(place: number, number: number): void {
    this.#packed[place] = number;
    if (this.#packed[place] === number && number !== WIDE) return;
    if (this.#length + 2 > this.#packed.length) this.#grow();
    this.#packed.copyWithin(place + 3, place + 1, this.#length);
    this.#length += 2;
    this.#writeWide(place, number);
  }

  /** Everything after what `first` wrote, in memory of its own. */
  packedAfter(first: NumberWriter): WireNumbers {
    const all = new Int16Array(first.#length + this.#length);
    all.set(first.#packed.subarray(0, first.#length));
    all.set(this.#packed.subarray(0, this.#length), first.#length);
    return all;
  }

  #addWide(number: number): void {
    this.#writeWide(this.#length, number);
    this.#length += 3;
  }

  #writeWide(place: number, number: number): void {
    this.#packed[place] = WIDE;
    this.#packed[place + 1] = number >> 16;
    this.#packed[place + 2] = number;
  }

  #grow(): void {
    const larger = new Int16Array(this.#packed.length * 2);
    larger.set(this.#packed);
    this.#packed = larger;
  }
}
