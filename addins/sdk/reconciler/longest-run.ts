/**
 * Which entries form the longest ascending run, not necessarily adjacent: the ones that can stay where they are
 * while everything else moves around them. O(n log n).
 */
export function longestRun(values: readonly number[]): boolean[] {
  const stays = new Array<boolean>(values.length).fill(false);
  if (isAscending(values)) return stays.fill(true);
  /** `ends[k]`: index of the smallest value that ends a run of length k + 1. */
  const ends: number[] = [];
  const before = new Array<number>(values.length).fill(-1);
  for (let index = 0; index < values.length; index++) {
    const length = runsBelow(ends, values, values[index] as number);
    before[index] = length > 0 ? (ends[length - 1] as number) : -1;
    ends[length] = index;
  }
  for (let index = ends[ends.length - 1] ?? -1; index >= 0; index = before[index] as number) stays[index] = true;
  return stays;
}

function isAscending(values: readonly number[]): boolean {
  for (let index = 1; index < values.length; index++) {
    if ((values[index] as number) < (values[index - 1] as number)) return false;
  }
  return true;
}

function runsBelow(ends: readonly number[], values: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[ends[middle] as number] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
