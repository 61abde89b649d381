import { FilterError } from './filter-error.ts';

export type TokenKind = 'word' | 'quoted' | 'operator' | 'open' | 'close';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** In this order: the longer sign first. */
const OPERATORS = ['>=', '<=', '<>', '!=', '==', '=', '>', '<'];
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '[': ']' };

/** Parts a filter into words, quoted texts, comparison signs and brackets. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    if (isSpace(text.charAt(position))) position++;
    else {
      const token = readToken(text, position);
      tokens.push(token);
      position = token.end;
    }
  }
  return tokens;
}

function readToken(text: string, start: number): Token {
  const first = text.charAt(start);
  const closing = QUOTES[first];
  if (closing) return readQuoted(text, start, closing);
  if (first === '(') return { kind: 'open', text: first, start, end: start + 1 };
  if (first === ')') return { kind: 'close', text: first, start, end: start + 1 };
  const operator = operatorAt(text, start);
  if (operator) return { kind: 'operator', text: operator, start, end: start + operator.length };
  let end = start + 1;
  while (end < text.length && !endsWord(text, end)) end++;
  return { kind: 'word', text: text.slice(start, end), start, end };
}

function readQuoted(text: string, start: number, closing: string): Token {
  const end = text.indexOf(closing, start + 1);
  if (end < 0) {
    throw new FilterError(`The quote is not closed: write ${closing} at the end of the text.`, {
      start,
      end: text.length,
    });
  }
  return { kind: 'quoted', text: text.slice(start + 1, end), start, end: end + 1 };
}

function endsWord(text: string, position: number): boolean {
  const character = text.charAt(position);
  return isSpace(character) || character === '(' || character === ')' || operatorAt(text, position) !== undefined;
}

function operatorAt(text: string, position: number): string | undefined {
  return OPERATORS.find((operator) => text.startsWith(operator, position));
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\u00a0' || character === '\n';
}
