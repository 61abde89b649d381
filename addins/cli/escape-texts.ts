import { type Comment, parse, type Token } from 'acorn';

interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * The language wall refuses a script that holds `<!--`, `-->` or `import(` anywhere. Inside a text these are harmless,
 * so they are written in another way there, and operators that happen to stand together get a space.
 * What cannot be changed without changing its meaning stays, and the gate names the line.
 */
export function escapeRefusedTexts(source: string): string {
  const edits: Edit[] = [];
  const comments: Comment[] = [];
  const watcher = new OperatorWatcher(source, edits);
  try {
    parse(source, {
      ecmaVersion: 'latest',
      // As a module: there `<!--` is three operators, which is what the bundler meant.
      sourceType: 'module',
      allowReturnOutsideFunction: true,
      onComment: comments,
      onToken: (token) => {
        watcher.see(token);
        if (isText(token)) edits.push(...textEdits(source, token));
      },
    });
  } catch {
    return source;
  }
  for (const { start, end } of comments) edits.push(...commentEdits(source, start, end));
  return apply(source, edits);
}

function isText(token: Token): boolean {
  return token.type.label === 'string' || token.type.label === 'template' || token.type.label === 'regexp';
}

/** Escapes by number: they mean the same in texts, templates and every kind of pattern. */
const TEXT_REPLACEMENTS: readonly [pattern: RegExp, replacement: string][] = [
  [/<!--/g, '<\\x21--'],
  [/-->/g, '--\\x3e'],
  [/\bimport(?=\s*(?:\(|\/[/*]))/g, 'impor\\x74'],
];

function textEdits(source: string, token: Token): Edit[] {
  const before = source.slice(token.start, token.end);
  const after = TEXT_REPLACEMENTS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), before);
  return after === before ? [] : [{ start: token.start, end: token.end, text: after }];
}

function commentEdits(source: string, start: number, end: number): Edit[] {
  const before = source.slice(start, end);
  const after = before
    .replaceAll('<!--', '< !--')
    .replaceAll('-->', '-- >')
    .replace(/\bimport(?=\s*[(/])/g, 'import_');
  return after === before ? [] : [{ start, end, text: after }];
}

/** Puts a space into `a<!--b` and `a-->b`. */
class OperatorWatcher {
  readonly #source: string;
  readonly #edits: Edit[];
  #previous: Token | undefined;

  constructor(source: string, edits: Edit[]) {
    this.#source = source;
    this.#edits = edits;
  }

  see(token: Token): void {
    const previous = this.#previous;
    this.#previous = token;
    if (previous?.end !== token.start) return;
    const [left, right] = [previous, token].map(({ start, end }) => this.#source.slice(start, end));
    if ((left === '--' && right?.startsWith('>')) || (left?.endsWith('<') && right === '!')) {
      this.#edits.push({ start: token.start, end: token.start, text: ' ' });
    }
  }
}

function apply(source: string, edits: readonly Edit[]): string {
  let result = source;
  for (const { start, end, text } of edits.toSorted((left, right) => right.start - left.start)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}
