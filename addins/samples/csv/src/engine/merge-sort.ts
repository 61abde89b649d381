import type { Stretch } from './radix-sort.ts';

/** Stretches of this length are sorted by moving one entry at a time. */
const SHORT = 12;

/** Sorts a short stretch by comparing, stable. */
export function mergeSort(stretch: Stretch, compare: (one: number, other: number) => number): void {
  const { order, spare, start, end } = stretch;
  if (end - start <= SHORT) {
    insertionSort(stretch, compare);
    return;
  }
  const middle = (start + end) >>> 1;
  mergeSort({ ...stretch, end: middle }, compare);
  mergeSort({ ...stretch, start: middle }, compare);
  if (compare(order[middle - 1] ?? 0, order[middle] ?? 0) <= 0) return;
  for (let place = start; place < end; place++) spare[place] = order[place] ?? 0;
  let left = start;
  let right = middle;
  for (let place = start; place < end; place++) {
    const takeLeft = right >= end || (left < middle && compare(spare[left] ?? 0, spare[right] ?? 0) <= 0);
    order[place] = spare[takeLeft ? left++ : right++] ?? 0;
  }
}

function insertionSort({ order, start, end }: Stretch, compare: (one: number, other: number) => number): void {
  for (let place = start + 1; place < end; place++) {
    const entry = order[place] ?? 0;
    let gap = place;
    while (gap > start && compare(order[gap - 1] ?? 0, entry) > 0) {
      order[gap] = order[gap - 1] ?? 0;
      gap--;
    }
    order[gap] = entry;
  }
}
