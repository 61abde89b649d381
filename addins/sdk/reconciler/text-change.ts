/** Characters from which it pays to look for what changed in a text. */
const LONG = 1_024;

export interface TextChange {
  at: number;
  /** Characters. */
  deleted: number;
  inserted: string;
}

/** What to change in `before`, so that it becomes `after`; undefined where sending the whole text costs about as much. */
export function textChange(before: unknown, after: unknown): TextChange | undefined {
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  if (before.length < LONG || after.length < LONG) return undefined;
  const shorter = Math.min(before.length, after.length);
  const at = after.startsWith(before) ? before.length : sameStart(before, after, shorter);
  const end = sameEnd(before, after, shorter - at);
  const inserted = after.slice(at, after.length - end);
  if (inserted.length > after.length / 2) return undefined;
  return { at, deleted: before.length - at - end, inserted };
}

function sameStart(before: string, after: string, most: number): number {
  let at = 0;
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  return at;
}

function sameEnd(before: string, after: string, most: number): number {
  let count = 0;
  while (count < most && before.charCodeAt(before.length - 1 - count) === after.charCodeAt(after.length - 1 - count)) {
    count++;
  }
  return count;
}
