import { mergeSort } from './merge-sort.ts';
import { radixSort, type Stretch, type WideKeys } from './radix-sort.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { TextValues } from './text-values.ts';

/** Letters that one round looks at: as many as fit into a key. */
const LETTERS = 8;
/** Below this many rows comparing is faster than counting 65,536 digits. */
const FEW = 8_192;
const EVERY_BIT = 0xffff_ffff;

interface Task {
  readonly start: number;
  readonly end: number;
  /** Letters that all rows of this stretch have in common. */
  readonly depth: number;
}

/**
 * Sorts entries by their texts without regard to case, stable; empty texts come last. Works in rounds of eight letters:
 * rows that are still alike after a round are sorted by the next eight.
 */
export function* sortTexts(texts: TextValues, stretch: Stretch, descending: boolean): Steps<void> {
  const filled = emptyLast(texts, stretch);
  const tasks: Task[] = [{ start: stretch.start, end: filled, depth: 0 }];
  const keys = newKeys(texts.starts.length);
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const part = { ...stretch, start: task.start, end: task.end };
    const { depth } = task;
    if (task.end - task.start < FEW) {
      const sign = descending ? -1 : 1;
      mergeSort(part, (one, other) => sign * texts.compare(one, other, depth));
      yield task.end / stretch.end;
    } else {
      yield* takeLetters(texts, keys, { part, depth, descending });
      yield* radixSort(keys, part);
      addAlike(tasks, keys, { part, depth, descending });
    }
  }
}

function newKeys(count: number): WideKeys {
  return { high: new Uint32Array(count), low: new Uint32Array(count) };
}

/** Moves entries without text to the end; answers where they begin. */
function emptyLast(texts: TextValues, { order, spare, start, end }: Stretch): number {
  let filled = start;
  let empty = 0;
  for (let place = start; place < end; place++) {
    const entry = order[place] ?? 0;
    if (texts.isEmpty(entry)) spare[empty++] = entry;
    else order[filled++] = entry;
  }
  order.set(spare.subarray(0, empty), filled);
  return filled;
}

interface Round {
  readonly part: Stretch;
  readonly depth: number;
  readonly descending: boolean;
}

function* takeLetters(texts: TextValues, keys: WideKeys, { part, depth, descending }: Round): Steps<void> {
  const flip = descending ? EVERY_BIT : 0;
  for (let place = part.start; place < part.end; place++) {
    const entry = part.order[place] ?? 0;
    keys.high[entry] = texts.fourLetters(entry, depth) ^ flip;
    keys.low[entry] = texts.fourLetters(entry, depth + LETTERS / 2) ^ flip;
    if (place % ROWS_PER_STEP === 0) yield place / part.order.length;
  }
}

/** Rows with the same eight letters need another round, unless their text ended within these. */
function addAlike(tasks: Task[], keys: WideKeys, { part, depth, descending }: Round): void {
  const { order, end } = part;
  const flip = descending ? EVERY_BIT : 0;
  let start = part.start;
  for (let place = start + 1; place <= end; place++) {
    const entry = order[start] ?? 0;
    const next = order[place] ?? 0;
    if (place < end && keys.high[entry] === keys.high[next] && keys.low[entry] === keys.low[next]) continue;
    const lastLetter = ((keys.low[entry] ?? 0) ^ flip) & 0xff;
    if (place - start > 1 && lastLetter !== 0) tasks.push({ start, end: place, depth: depth + LETTERS });
    start = place;
  }
}
