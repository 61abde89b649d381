import { parse, type Token } from 'acorn';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { SCRIPT_BYTES } from './package-limits.ts';

/** Line of the script that has the problem; 0 for the script as a whole. */
interface Finding {
  line: number;
  what: string;
}

/**
 * The domain runs a script as the body of a function, in strict mode. It is parsed here in that very form,
 * so that nothing can close the function early and stand outside of it.
 */
const WRAPPER_START = '(function (require, module, exports) {"use strict";\n';
const WRAPPER_END = '\n})';

/** Texts that the language wall refuses anywhere in a script, even inside a string. */
const REFUSED_TEXTS: readonly [pattern: RegExp, what: string][] = [
  [/<!--|-->/, 'holds "<!--" or "-->", which some readers take for a comment'],
  [/(?:^|[^.]|\.\.\.)\bimport(?:\s*(?:\(|\/[/*]))/, 'loads code while it runs ("import(")'],
];

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Checks the one script of a package and returns its text. It must be a classic script that loads nothing.
 * Throws E_UNSAFE_CODE with the line, or E_PACKAGE_TOO_LARGE.
 */
export function checkScript(bytes: Uint8Array, file: string): string {
  if (bytes.length > SCRIPT_BYTES) {
    throw new BulkheadError('E_PACKAGE_TOO_LARGE', {
      message: `"${file}" is larger than ${SCRIPT_BYTES / 1024 / 1024} MB.`,
      detail: { file, limit: SCRIPT_BYTES },
    });
  }
  const source = decode(bytes, file);
  const finding = findProblem(source);
  if (finding) throw refused(file, finding);
  return source;
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw refused(file, { line: 0, what: 'is not UTF-8 text' });
  }
}

/** The first reason not to run this text, or undefined. */
export function findProblem(source: string): Finding | undefined {
  return parseProblem(source) ?? textProblem(source);
}

function parseProblem(source: string): Finding | undefined {
  const text = `${WRAPPER_START}${source}${WRAPPER_END}`;
  const imports = new ImportFinder(text);
  try {
    const program = parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowHashBang: false,
      onToken: (token) => imports.see(token),
    });
    const [only, ...others] = program.body;
    const whole = only?.type === 'ExpressionStatement' && only.expression.type === 'FunctionExpression';
    if (!whole || others.length > 0) return { line: 0, what: 'closes a bracket that it did not open' };
  } catch (thrown) {
    return imports.found ?? parseFinding(thrown);
  }
  return imports.found;
}

function parseFinding(thrown: unknown): Finding {
  if (thrown instanceof RangeError) return { line: 0, what: 'is nested too deeply' };
  const error = thrown as { message?: string; loc?: { line: number } };
  const reason = (error.message ?? 'cannot be read').replace(/ \(\d+:\d+\)$/, '');
  return { line: scriptLine(error.loc?.line), what: `is not a plain script: ${reason}` };
}

/** Finds the keyword `import` in whatever form: statement, call, meta. As the name of a member it is harmless. */
class ImportFinder {
  found: Finding | undefined;
  readonly #text: string;
  #previous = '';
  #import: Token | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  see(token: Token): void {
    const label = token.type.label;
    if (this.#import && label !== ':') this.#note(this.#import);
    this.#import = label === 'import' && this.#previous !== '.' && this.#previous !== '?.' ? token : undefined;
    this.#previous = label;
  }

  #note(token: Token): void {
    const line = scriptLine(lineAt(this.#text, token.start));
    this.found ??= { line, what: 'uses "import", which a packed script cannot have' };
  }
}

function textProblem(source: string): Finding | undefined {
  for (const [pattern, what] of REFUSED_TEXTS) {
    const match = pattern.exec(source);
    if (match) return { line: lineAt(source, match.index + match[0].length), what };
  }
  return undefined;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The wrapper is one line of its own. */
function scriptLine(line: number | undefined): number {
  return Math.max(0, (line ?? 1) - 1);
}

function refused(file: string, { line, what }: Finding): BulkheadError {
  const where = line > 0 ? `"${file}", line ${line},` : `"${file}"`;
  return new BulkheadError('E_UNSAFE_CODE', {
    message: `${where} ${what}.`,
    detail: line > 0 ? { file, line } : { file },
  });
}
