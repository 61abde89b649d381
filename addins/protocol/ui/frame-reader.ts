import { refuse } from './refuse.ts';
import { FRAME_CHARACTERS } from './ui-frames.ts';
import { NumberReader, type WireNumbers } from './wire-numbers.ts';
import { immediateValue, SHARED_CHARACTERS, textWeight } from './wire-values.ts';

/** Reads the numbers and values of one frame and refuses what an honest writer would not have written. */
export class FrameReader {
  readonly #numbers: NumberReader;
  readonly #values: readonly unknown[];
  readonly #used: Uint8Array;
  #usedValues = 0;
  #weight = 0;

  constructor(ops: WireNumbers, values: readonly unknown[]) {
    this.#numbers = new NumberReader(ops);
    this.#values = values;
    this.#used = new Uint8Array(values.length);
  }

  get isDone(): boolean {
    return this.#numbers.isDone;
  }

  /** A number of any meaning; whoever asks looks it up. */
  next(): number {
    return this.#numbers.next();
  }

  /** Only short texts are there for several uses. */
  value(): unknown {
    const code = this.#numbers.next();
    if (code < 0) return immediateValue(code);
    const value = this.#values[code];
    if (this.#used[code] === 0) {
      this.#used[code] = 1;
      this.#usedValues++;
    } else if (typeof value !== 'string' || value.length >= SHARED_CHARACTERS) {
      refuse('a value was not there');
    }
    return value;
  }

  /** A text that may be as long as a frame. */
  anyText(): string {
    const value = this.value();
    if (typeof value !== 'string') refuse('a text was not usable');
    this.#weight += value.length;
    return value;
  }

  shortText(maximum: number): void {
    const value = this.value();
    if (typeof value !== 'string' || value.length > maximum) refuse('a message was not usable');
  }

  bit(): void {
    const value = this.next();
    if (value !== 0 && value !== 1) refuse('a switch was neither on nor off');
  }

  whole(): number {
    const value = this.next();
    if (!(value >= 0)) refuse('a number was not usable');
    return value;
  }

  /** A number of things that follow: never more than there is left to read. */
  count(): number {
    const value = this.whole();
    if (value > this.#numbers.left) refuse('it ended in the middle');
    return value;
  }

  /** Adds the text of a value to what this frame carries. */
  weigh(value: unknown): void {
    this.#weight += textWeight(value);
  }

  /** After each operation: it may neither reach beyond the end nor carry more text than a window should copy. */
  checkOperation(): void {
    if (this.#numbers.left < 0) refuse('it ended in the middle');
    if (this.#weight > FRAME_CHARACTERS) refuse('it carried too much text');
  }

  /** After the last operation: nothing may ride along that no operation uses. */
  checkEnd(): void {
    if (this.#usedValues !== this.#values.length) refuse('a value was not used');
  }
}
