/** Characters that a person reads as another one: the name of a package is ASCII, so these few are all. */
const ALIKE: readonly [pattern: RegExp, same: string][] = [
  [/[1il|]/g, 'l'],
  [/0/g, 'o'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[-_.]/g, ''],
];

function skeleton(id: string): string {
  return ALIKE.reduce((text, [pattern, same]) => text.replace(pattern, same), id.toLowerCase());
}

/** The installed add-in that this name could be taken for, if there is one. */
export function findLookalike(id: string, installed: Iterable<string>): string | undefined {
  const form = skeleton(id);
  for (const other of installed) {
    if (other !== id && skeleton(other) === form) return other;
  }
  return undefined;
}
