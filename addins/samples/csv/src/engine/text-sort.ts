import { mergeSort } from './merge-sort.ts';
import { radixSort, type Stretch, type WideKeys } from './radix-sort.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { TextValues } from './text-values.ts';

/** Letters that one round looks at: as many as fit into a key. */
const LETTERS = 8;
/** Below this many rows comparing is faster than counting 65,536 digits. */
const FEW = 8_192;
const EVERY_BIT = 0xffff_ffff;

/** Rows that have their first `depth` letters in common and are still to be sorted. */
interface Round {
  readonly part: Stretch;
  readonly depth: number;
  readonly descending: boolean;
}

/**
 * Sorts entries by their texts without regard to case, stable; empty texts come last. Works in rounds of eight letters:
 * rows that are still alike after a round are sorted by the next eight. Small groups are sorted by comparing.
 */
export function* sortTexts(texts: TextValues, stretch: Stretch, descending: boolean): Steps<void> {
  const filled = yield* emptyLast(texts, stretch);
  const count = texts.starts.length;
  const keys: WideKeys = { high: new Uint32Array(count), low: new Uint32Array(count) };
  const rounds: Round[] = [{ part: { ...stretch, end: filled }, depth: 0, descending }];
  for (let round = rounds.pop(); round; round = rounds.pop()) {
    if (round.part.end - round.part.start < FEW) compareAll(texts, round);
    else {
      yield* takeLetters(texts, keys, round);
      yield* radixSort(keys, round.part);
      yield* sortAlike({ texts, keys, rounds }, round);
    }
    yield 1 - rounds.length / (rounds.length + 1);
  }
}

/** Moves entries without text to the end; answers where they begin. */
function* emptyLast(texts: TextValues, { order, spare, start, end }: Stretch): Steps<number> {
  let filled = start;
  let empty = 0;
  for (let place = start; place < end; place++) {
    const entry = order[place] ?? 0;
    if (texts.isEmpty(entry)) spare[empty++] = entry;
    else order[filled++] = entry;
    if (place % ROWS_PER_STEP === 0) yield 0;
  }
  order.set(spare.subarray(0, empty), filled);
  return filled;
}

function compareAll(texts: TextValues, { part, depth, descending }: Round): void {
  mergeSort(part, (one, other) => {
    const difference = texts.compare(one, other, depth);
    return descending ? -difference : difference;
  });
}

function* takeLetters(texts: TextValues, keys: WideKeys, { part, depth, descending }: Round): Steps<void> {
  const flip = descending ? EVERY_BIT : 0;
  for (let place = part.start; place < part.end; place++) {
    const entry = part.order[place] ?? 0;
    keys.high[entry] = texts.fourLetters(entry, depth) ^ flip;
    keys.low[entry] = texts.fourLetters(entry, depth + LETTERS / 2) ^ flip;
    if (place % ROWS_PER_STEP === 0) yield 0;
  }
}

interface Work {
  readonly texts: TextValues;
  readonly keys: WideKeys;
  /** Large groups wait here; small ones are sorted at once, so that the list stays short. */
  readonly rounds: Round[];
}

/** Rows with the same eight letters need another round, unless their text ended within these. */
function* sortAlike({ texts, keys, rounds }: Work, { part, depth, descending }: Round): Steps<void> {
  const { order, end } = part;
  const flip = descending ? EVERY_BIT : 0;
  let start = part.start;
  let nextStop = start + ROWS_PER_STEP;
  for (let place = start + 1; place <= end; place++) {
    const entry = order[start] ?? 0;
    const next = order[place] ?? 0;
    if (place < end && keys.high[entry] === keys.high[next] && keys.low[entry] === keys.low[next]) continue;
    const lastLetter = ((keys.low[entry] ?? 0) ^ flip) & 0xff;
    if (place - start > 1 && lastLetter !== 0) {
      const alike: Round = { part: { ...part, start, end: place }, depth: depth + LETTERS, descending };
      if (place - start < FEW) compareAll(texts, alike);
      else rounds.push(alike);
    }
    start = place;
    if (place < nextStop) continue;
    nextStop = place + ROWS_PER_STEP;
    yield 0;
  }
}
