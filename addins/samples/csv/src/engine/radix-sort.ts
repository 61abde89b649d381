import { ROWS_PER_STEP, type Steps } from './steps.ts';

/** Keys of 64 bits in two halves; entry k belongs to the row with the number k. */
export interface WideKeys {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** A stretch of `order` to sort, and room of the same size to sort it with. */
export interface Stretch {
  readonly order: Uint32Array;
  readonly spare: Uint32Array;
  readonly start: number;
  readonly end: number;
}

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
/** The four digits of a key, the least one first. */
const PASSES = 4;
/** Distributing is cheap for a row: stop less often. */
const STEP = 8 * ROWS_PER_STEP;

/** Sorts numbers of entries by their keys, ascending and stable, digit by digit: no comparison, no object. */
export function* radixSort(keys: WideKeys, stretch: Stretch): Steps<void> {
  const { start, end } = stretch;
  const counts = Array.from({ length: PASSES }, () => new Uint32Array(DIGITS));
  for (let from = start; from < end; from += STEP) {
    countDigits(keys, counts, { ...stretch, start: from, end: Math.min(end, from + STEP) });
    yield 0;
  }
  let source = stretch.order;
  let target = stretch.spare;
  for (let pass = 0; pass < PASSES; pass++) {
    const places = counts[pass];
    if (!places || !toPlaces(places, end - start, start)) continue;
    for (let from = start; from < end; from += STEP) {
      const digits = { half: pass < 2 ? keys.low : keys.high, shift: (pass % 2) * DIGIT_BITS, places };
      distribute(digits, source, { ...stretch, spare: target, start: from, end: Math.min(end, from + STEP) });
      yield pass / PASSES;
    }
    [source, target] = [target, source];
  }
  if (source !== stretch.order) stretch.order.set(source.subarray(start, end), start);
}

function countDigits(keys: WideKeys, counts: readonly Uint32Array[], { order, start, end }: Stretch): void {
  const [lowest, lower, higher, highest] = counts;
  if (!lowest || !lower || !higher || !highest) return;
  const { high, low } = keys;
  for (let place = start; place < end; place++) {
    const entry = order[place] ?? 0;
    const lowHalf = low[entry] ?? 0;
    const highHalf = high[entry] ?? 0;
    increase(lowest, lowHalf & DIGIT_MASK);
    increase(lower, lowHalf >>> DIGIT_BITS);
    increase(higher, highHalf & DIGIT_MASK);
    increase(highest, highHalf >>> DIGIT_BITS);
  }
}

function increase(counts: Uint32Array, digit: number): void {
  counts[digit] = (counts[digit] ?? 0) + 1;
}

/** Turns counts into the places where each digit's rows begin; false when all rows have the same digit. */
function toPlaces(counts: Uint32Array, total: number, start: number): boolean {
  let place = start;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit] ?? 0;
    if (count === total) return false;
    counts[digit] = place;
    place += count;
  }
  return true;
}

interface Digits {
  readonly half: Uint32Array;
  readonly shift: number;
  readonly places: Uint32Array;
}

function distribute({ half, shift, places }: Digits, source: Uint32Array, { spare, start, end }: Stretch): void {
  for (let place = start; place < end; place++) {
    const entry = source[place] ?? 0;
    const digit = ((half[entry] ?? 0) >>> shift) & DIGIT_MASK;
    const target = places[digit] ?? 0;
    places[digit] = target + 1;
    spare[target] = entry;
  }
}
