import type { ByteValue } from '../byte-value.ts';
import { FOLDED } from '../bytes.ts';
import { decodeText, type Encoding, encodeText } from '../decode.ts';

/**
 * Looks for a text in bytes without regard to case. Letters of plain English are folded byte by byte. For other letters
 * both spellings are allowed at each byte, which finds a little too much, so what was found is decoded and looked at again.
 */
export class BytePattern {
  readonly length: number;
  readonly #folded: Uint8Array;
  readonly #capital: Uint8Array;
  readonly #skips: Uint32Array;
  readonly #verify: boolean;
  readonly #text: string;
  readonly #encoding: Encoding;
  /** The text has a letter that this file cannot contain. */
  readonly #impossible: boolean;

  constructor(text: string, encoding: Encoding) {
    const small = encodeText(text.toLowerCase(), encoding);
    const capital = encodeText(text.toUpperCase(), encoding);
    this.#impossible = small === null;
    this.#text = text.toLowerCase();
    this.#encoding = encoding;
    this.#folded = (small ?? new Uint8Array(0)).map((byte) => FOLDED[byte] ?? 0);
    this.length = this.#folded.length;
    const sameLength = capital !== null && capital.length === this.length;
    this.#capital = sameLength ? capital.map((byte) => FOLDED[byte] ?? 0) : this.#folded;
    this.#verify = this.#capital.some((byte, index) => byte !== this.#folded[index]);
    this.#skips = skipTable(this.#folded, this.#capital);
  }

  /** Where the text stands first between the two places; -1 when it does not. */
  find(buffer: Uint8Array, start: number, end: number): number {
    if (this.#impossible) return -1;
    const length = this.length;
    if (length === 0) return start;
    const skips = this.#skips;
    let position = start;
    while (position + length <= end) {
      if (this.#standsAt(buffer, position)) return position;
      position += skips[buffer[position + length - 1] ?? 0] ?? 1;
    }
    return -1;
  }

  /** Whether the text is all there is. */
  equals({ buffer, start, end }: ByteValue): boolean {
    return end - start === this.length && !this.#impossible && this.#standsAt(buffer, start);
  }

  startsAt({ buffer, start, end }: ByteValue): boolean {
    return end - start >= this.length && !this.#impossible && this.#standsAt(buffer, start);
  }

  endsAt({ buffer, start, end }: ByteValue): boolean {
    return end - start >= this.length && !this.#impossible && this.#standsAt(buffer, end - this.length);
  }

  #standsAt(buffer: Uint8Array, position: number): boolean {
    const folded = this.#folded;
    const capital = this.#capital;
    for (let index = this.length - 1; index >= 0; index--) {
      const byte = FOLDED[buffer[position + index] ?? 0];
      if (byte !== folded[index] && byte !== capital[index]) return false;
    }
    return !this.#verify || this.#isSpelledAt(buffer, position);
  }

  #isSpelledAt(buffer: Uint8Array, start: number): boolean {
    return decodeText({ buffer, start, end: start + this.length }, this.#encoding).toLowerCase() === this.#text;
  }
}

/** For each byte, how far the pattern can move on when that byte stands under its last place. */
function skipTable(folded: Uint8Array, capital: Uint8Array): Uint32Array {
  const last = folded.length - 1;
  const skips = new Uint32Array(256).fill(Math.max(1, folded.length));
  for (let byte = 0; byte < 256; byte++) {
    for (let index = 0; index < last; index++) {
      const letter = FOLDED[byte];
      if (letter === folded[index] || letter === capital[index]) skips[byte] = last - index;
    }
  }
  return skips;
}
