import { BulkheadError } from '../../addins/protocol/errors.ts';
import { PATH_CHARACTERS, PATH_DEPTH } from './package-limits.ts';

/** Names that Windows keeps for devices, with any extension; the superscript digits count as digits there. */
const RESERVED_NAME = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;
/** Control, format (direction, zero width), surrogate, private and unassigned code points, and every space but " ". */
const UNSAFE_CHARACTER = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
/** Separators of other systems, alternate streams, shell patterns. */
const FOREIGN_CHARACTER = /[\\:<>"|?*]/;
/** Keys that a JSON object cannot hold safely; integrity.json has one key for each path. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses every path that could leave its folder or mean another file on another system. Throws E_UNSAFE_PATH. */
export function checkPath(path: string): void {
  const problem = pathProblem(path);
  if (problem) throw unsafePath(path, problem);
}

export function unsafePath(path: string, problem: string): BulkheadError {
  const shown = printable(path);
  return new BulkheadError('E_UNSAFE_PATH', { message: `"${shown}" ${problem}.`, detail: { file: shown } });
}

/** A hostile name in a form that can be shown: what cannot be seen is written as its number. */
export function printable(text: string): string {
  const shown = text.slice(0, 120);
  return Array.from(shown, (character) =>
    UNSAFE_CHARACTER.test(character) ? `{U+${character.codePointAt(0)?.toString(16).toUpperCase()}}` : character,
  ).join('');
}

function pathProblem(path: string): string | undefined {
  if (path.length === 0) return 'is an empty name';
  if (path.length > PATH_CHARACTERS) return `is longer than ${PATH_CHARACTERS} characters`;
  if (UNSAFE_CHARACTER.test(path)) return 'holds characters that cannot be seen';
  if (FOREIGN_CHARACTER.test(path)) return 'holds a character that some systems do not allow';
  if (path.normalize('NFC') !== path) return 'is not written in the usual form of Unicode (NFC)';
  const segments = path.split('/');
  if (segments.length > PATH_DEPTH) return `is nested deeper than ${PATH_DEPTH} folders`;
  for (const segment of segments) {
    const problem = segmentProblem(segment);
    if (problem) return problem;
  }
  return undefined;
}

function segmentProblem(segment: string): string | undefined {
  if (segment === '') return 'is absolute or has an empty folder name';
  if (segment === '.' || segment === '..') return 'leads out of the package';
  if (/[. ]$/.test(segment)) return 'has a name that ends with a dot or a space';
  if (segment.startsWith(' ')) return 'has a name that starts with a space';
  if (RESERVED_NAME.test(segment)) return 'is a name that Windows keeps for devices';
  if (UNSAFE_KEYS.has(segment)) return 'is a name that is kept by the language';
  return undefined;
}

/** All paths of one package: no two of them may be one file on any system. */
export class PathSet {
  /** Folded form of every file and folder -> how it was spelled, and whether it is a folder. */
  readonly #seen = new Map<string, { spelling: string; folder: boolean }>();

  /** Throws E_UNSAFE_PATH for an unsafe path or a twin. */
  add(path: string, folder = false): void {
    checkPath(path);
    const segments = path.split('/');
    for (let count = 1; count < segments.length; count += 1) this.#note(segments.slice(0, count).join('/'), true);
    if (!folder && this.#seen.has(fold(path))) throw unsafePath(path, 'is in the package twice');
    this.#note(path, folder);
  }

  #note(path: string, folder: boolean): void {
    const key = fold(path);
    const known = this.#seen.get(key);
    if (!known) this.#seen.set(key, { spelling: path, folder });
    else if (known.spelling !== path) throw unsafePath(path, `is the same file as "${known.spelling}" on some systems`);
    else if (known.folder !== folder) throw unsafePath(path, 'is a file and a folder at once');
  }
}

/** Upper case first: it unfolds what lower case alone leaves apart, such as "ß" and the long s. */
function fold(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
