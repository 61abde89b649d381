/**
 * How a value stands in the list of numbers of a UI frame. Below zero: the value itself, for null, true, false and
 * whole numbers from 0. Otherwise its place in the frame's list of values.
 */
const NULL = -1;
const FALSE = -2;
const TRUE = -3;
/** The number 0; n is n below it. */
const ZERO = -4;
const LARGEST = 0x7fff_ff00;

/** Characters from which a text stands in the list once for each use: looking for another copy would cost more. */
export const SHARED_CHARACTERS = 256;

/** Texts that are remembered for another use: what repeats in a view does so early, the rest is mostly content. */
const SHARED_TEXTS = 500;

/**
 * Characters from which a text of a large view is content: no longer looked for when enough is remembered. An engine
 * puts together a text of this length only when somebody looks at it.
 */
const WORD_CHARACTERS = 13;

/** The value that a number below zero stands for. */
export function immediateValue(code: number): null | boolean | number {
  if (code <= ZERO) return ZERO - code;
  if (code === NULL) return null;
  return code === TRUE;
}

/** The number that stands for `value`, 0 when there is none. */
function immediateCode(value: unknown): number {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= LARGEST ? ZERO - value : 0;
  if (value === null) return NULL;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return 0;
}

/** Characters of all texts in a value of a property: what it counts for in its frame. */
export function textWeight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let weight = 0;
  for (const key of Object.keys(value)) weight += textWeight((value as Record<string, unknown>)[key]);
  return weight;
}

/** The values of one frame as they are collected. A short text that repeats is there once. */
export class ValueTable {
  readonly values: unknown[] = [];
  readonly #texts = new Map<string, number>();
  /** Characters from which a text is not looked for. */
  #longest = SHARED_CHARACTERS;

  codeOf(value: unknown): number {
    if (typeof value === 'string') return this.#textCode(value);
    const code = immediateCode(value);
    return code < 0 ? code : this.values.push(value) - 1;
  }

  #textCode(text: string): number {
    if (text.length >= this.#longest) return this.values.push(text) - 1;
    let code = this.#texts.get(text);
    if (code === undefined) {
      code = this.values.push(text) - 1;
      if (this.#texts.size < SHARED_TEXTS) this.#texts.set(text, code);
      else this.#longest = WORD_CHARACTERS;
    }
    return code;
  }
}
