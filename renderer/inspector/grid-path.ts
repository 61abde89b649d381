/** Where a property stands: the names from the shown object inwards. The root is the empty text. */
export type GridPath = string;

const SEPARATOR = '\u001f';

export const ROOT_PATH: GridPath = '';

export function childPath(parent: GridPath, name: string): GridPath {
  return `${parent}${SEPARATOR}${name}`;
}

export function parentPath(path: GridPath): GridPath {
  return path.slice(0, Math.max(0, path.lastIndexOf(SEPARATOR)));
}

export function lastName(path: GridPath): string {
  return path.slice(path.lastIndexOf(SEPARATOR) + 1);
}

/** True for `parent` itself and everything inside it. */
export function isWithin(path: GridPath, parent: GridPath): boolean {
  return path === parent || path.startsWith(`${parent}${SEPARATOR}`);
}

/** The step from `from` towards `path`, which is somewhere inside it. */
export function nextPath(path: GridPath, from: GridPath): GridPath {
  const end = path.indexOf(SEPARATOR, from.length + 1);
  return end < 0 ? path : path.slice(0, end);
}
