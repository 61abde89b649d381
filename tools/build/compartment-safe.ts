import { type Comment, type Token, tokenizer } from 'acorn';

/**
 * A compartment refuses a script whose text looks like an HTML comment, a dynamic import or a direct eval, even inside a
 * string. These are its three patterns, written so that this file does not trip over them itself.
 */
const REFUSED = /<!-{2}|-{2}>|(?<!\w|(?<!\.\.)\.)import(?=\s*(?:\(|\/[/*]))|(?<!\w|(?<!\.\.)\.)eval(?=\s*\()/g;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: 'text' | 'code' | 'comment';
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Rewrites a classic script so that a compartment takes it, without changing what it means: inside literals the first
 * character is escaped, between operators a space goes in, comments are dropped.
 * @throws Error when the script really imports or evaluates code
 */
export function makeCompartmentSafe(script: string): string {
  const spans = spansOf(script);
  const edits = [...script.matchAll(REFUSED)].map((match) => editFor(script, spans, match));
  const safe = edits.reduceRight((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), script);
  const left = safe.match(REFUSED);
  if (left) throw new Error(`The script still holds ${JSON.stringify(left[0])}, which a compartment refuses.`);
  return safe;
}

function spansOf(script: string): Span[] {
  const spans: Span[] = [];
  const onComment: Comment[] = [];
  const tokens = tokenizer(script, { ecmaVersion: 'latest', sourceType: 'script', onComment });
  for (const token of tokens) spans.push({ start: token.start, end: token.end, kind: isText(token) ? 'text' : 'code' });
  for (const comment of onComment) spans.push({ start: comment.start, end: comment.end, kind: 'comment' });
  return spans;
}

function isText(token: Token): boolean {
  return ['string', 'template', 'invalidTemplate', 'regexp'].includes(token.type.label);
}

function editFor(script: string, spans: readonly Span[], match: RegExpExecArray): Edit {
  const span = spans.find(({ start, end }) => start <= match.index && match.index < end);
  if (span?.kind === 'text') return escapeFirst(script, match.index);
  if (span?.kind === 'comment') return { start: span.start, end: span.end, text: ' ' };
  const spaced: Record<string, string> = { '<!--': '< ! --', '-->': '-- >' };
  const text = spaced[match[0]];
  if (text === undefined) {
    throw new Error(
      `The script contains a real ${match[0]}( near: ${script.slice(match.index - 40, match.index + 40)}`,
    );
  }
  return { start: match.index, end: match.index + match[0].length, text };
}

/** An already escaped character loses its backslash to the new escape. */
function escapeFirst(script: string, index: number): Edit {
  const code = script.charCodeAt(index).toString(16).padStart(2, '0');
  let slashes = 0;
  while (script[index - 1 - slashes] === '\\') slashes += 1;
  return { start: index - (slashes % 2), end: index + 1, text: `\\x${code}` };
}
