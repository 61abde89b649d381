import { isLinkTarget, TARGET_CHARACTERS } from './link-target.ts';
import { INLINE_DEPTH, type Inline, type PartBudget } from './markdown-tree.ts';

/** Stands for characters that mean nothing but themselves: what is in code, and what a backslash precedes. */
const PLAIN = '\u0000';

/** The parts of one paragraph. Takes time in proportion to its length, whatever is in it. */
export function parseInline(text: string, budget: PartBudget): Inline[] {
  const clean = text.replaceAll(PLAIN, '\ufffd');
  return new InlineParser(clean, maskPlain(clean), budget).parse(0);
}

/** The same text with everything replaced that is no mark. */
function maskPlain(text: string): string {
  let masked = '';
  let at = 0;
  let codeEnds = true;
  while (at < text.length) {
    const character = text[at] as string;
    if (character === '\\' && isMark(text[at + 1])) {
      masked += `\\${PLAIN}`;
      at += 2;
      continue;
    }
    const end = character === '`' && codeEnds ? text.indexOf('`', at + 1) : -1;
    if (character === '`' && end < 0) codeEnds = false;
    if (end > at + 1) {
      masked += `\`${PLAIN.repeat(end - at - 1)}\``;
      at = end + 1;
      continue;
    }
    masked += character === '`' ? PLAIN : character;
    at++;
  }
  return masked;
}

function isMark(character: string | undefined): boolean {
  return character !== undefined && /[!-/:-@[-`{-~]/.test(character);
}

interface Found {
  part: Inline;
  end: number;
}

class InlineParser {
  readonly #text: string;
  readonly #masked: string;
  readonly #budget: PartBudget;
  /** Marks that were looked for in vain: they are not further on either. */
  readonly #missing = new Set<string>();

  constructor(text: string, masked: string, budget: PartBudget) {
    this.#text = text;
    this.#masked = masked;
    this.#budget = budget;
  }

  parse(depth: number): Inline[] {
    const parts: Inline[] = [];
    let plain = '';
    let at = 0;
    while (at < this.#text.length) {
      const found = this.#mark(at, depth);
      if (!found) {
        const step = this.#plainStep(at);
        plain += this.#text.slice(at + step.skip, at + step.length);
        at += step.length;
        continue;
      }
      this.#push(parts, { kind: 'text', text: plain });
      plain = '';
      this.#push(parts, found.part);
      at = found.end;
    }
    this.#push(parts, { kind: 'text', text: plain });
    return parts;
  }

  #push(parts: Inline[], part: Inline): void {
    if (part.kind === 'text' && part.text === '') return;
    if (this.#budget.take()) parts.push(part);
  }

  /** What is written as it is: a run of marks that close nothing goes as a whole. */
  #plainStep(at: number): { skip: number; length: number } {
    const character = this.#masked[at];
    if (character === '\\' && this.#masked[at + 1] === PLAIN) return { skip: 1, length: 2 };
    const isRun = character === '*' || character === '_';
    return { skip: 0, length: isRun ? this.#runLength(at) : 1 };
  }

  #mark(at: number, depth: number): Found | undefined {
    const character = this.#masked[at];
    if (character === '`') return this.#code(at);
    if (character === '\n') return { part: { kind: 'break' }, end: at + 1 };
    if (depth >= INLINE_DEPTH) return undefined;
    if (character === '*' || character === '_') return this.#emphasis(at, depth);
    return character === '[' ? this.#link(at, depth) : undefined;
  }

  #code(at: number): Found | undefined {
    const end = this.#masked.indexOf('`', at + 1);
    if (end < 0) return undefined;
    return { part: { kind: 'code', text: this.#text.slice(at + 1, end) }, end: end + 1 };
  }

  #emphasis(at: number, depth: number): Found | undefined {
    const length = this.#runLength(at);
    const mark = this.#masked.slice(at, at + length);
    const isInWord = mark[0] === '_' && isWord(this.#text[at - 1]);
    if (length > 3 || isInWord || isSpace(this.#text[at + length])) return undefined;
    const close = this.#closing(mark, at + length);
    if (close === undefined) return undefined;
    const children = this.#inside(at + length, close, depth);
    return { part: emphasisOf(length, children), end: close + length };
  }

  /** Where a run of exactly this mark ends something. */
  #closing(mark: string, from: number): number | undefined {
    if (this.#missing.has(mark)) return undefined;
    let at = from;
    while (at < this.#masked.length) {
      at = this.#masked.indexOf(mark[0] as string, at);
      if (at < 0) break;
      const length = this.#runLength(at);
      const isInWord = mark[0] === '_' && isWord(this.#text[at + length]);
      if (length === mark.length && !isSpace(this.#text[at - 1]) && !isInWord) return at;
      at += length;
    }
    this.#missing.add(mark);
    return undefined;
  }

  #link(at: number, depth: number): Found | undefined {
    // The nearest bracket opens the link; looking no further than the next one keeps long rows of brackets cheap.
    const nextOpen = this.#masked.indexOf('[', at + 1);
    const label = this.#masked.slice(at + 1, nextOpen < 0 ? undefined : nextOpen);
    const labelEnd = at + 1 + label.indexOf('](');
    if (labelEnd <= at + 1) return undefined;
    const from = labelEnd + 2;
    const length = this.#masked.slice(from, from + TARGET_CHARACTERS + 1).indexOf(')');
    if (length < 0) return undefined;
    const target = this.#text.slice(from, from + length);
    if (!isLinkTarget(target)) return undefined;
    return { part: { kind: 'link', target, children: this.#inside(at + 1, labelEnd, depth) }, end: from + length + 1 };
  }

  #inside(from: number, to: number, depth: number): Inline[] {
    return new InlineParser(this.#text.slice(from, to), this.#masked.slice(from, to), this.#budget).parse(depth + 1);
  }

  #runLength(at: number): number {
    let end = at + 1;
    while (this.#masked[end] === this.#masked[at]) end++;
    return end - at;
  }
}

function emphasisOf(length: number, children: readonly Inline[]): Inline {
  if (length === 1) return { kind: 'emphasis', children };
  if (length === 2) return { kind: 'strong', children };
  return { kind: 'strong', children: [{ kind: 'emphasis', children }] };
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
