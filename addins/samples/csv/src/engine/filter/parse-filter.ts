import { type Column, isDateText, numberFromText } from '../column.ts';
import type { Comparison, Filter, TextTest } from './filter.ts';
import { FilterError } from './filter-error.ts';
import { matchColumn, suggestColumns } from './match-column.ts';
import { readTokens, type Token } from './tokens.ts';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};
/** Brackets within brackets: more than anybody can read. */
const DEEPEST = 50;

/**
 * Reads what a person typed into the filter box; undefined when it says nothing.
 * @throws FilterError with a message that says what to write instead
 */
export function parseFilter(text: string, columns: readonly Column[]): Filter | undefined {
  const tokens = readTokens(text);
  if (tokens.length === 0) return undefined;
  const reader = new FilterReader(tokens, columns);
  return reader.readAll();
}

class FilterReader {
  readonly #tokens: readonly Token[];
  readonly #columns: readonly Column[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], columns: readonly Column[]) {
    this.#tokens = tokens;
    this.#columns = columns;
  }

  readAll(): Filter {
    const filter = this.#any();
    const left = this.#tokens[this.#next];
    if (left) throw new FilterError('There is a ")" without a "(" before it. Remove it, or add the "(".', left);
    return filter;
  }

  #any(): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#term()));
  }

  #joined(word: 'and' | 'or', readPart: () => Filter): Filter {
    const parts = [readPart()];
    while (this.#isWord(word)) {
      const joining = this.#take();
      if (this.#atEnd() || this.#isKind('close')) {
        throw new FilterError(`After "${word}" comes another condition, for example ${this.#example()}.`, joining);
      }
      parts.push(readPart());
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: word === 'and' ? 'all' : 'any', parts };
  }

  #term(): Filter {
    const first = this.#tokens[this.#next];
    if (first && this.#depth > DEEPEST) throw new FilterError('There are too many brackets within brackets.', first);
    this.#depth++;
    const term = this.#negation() ?? this.#brackets() ?? this.#condition() ?? this.#anywhere();
    this.#depth--;
    return term;
  }

  #negation(): Filter | undefined {
    if (!this.#isWord('not') || this.#tokens.length <= this.#next + 1) return undefined;
    this.#next++;
    return { kind: 'not', part: this.#term() };
  }

  #brackets(): Filter | undefined {
    if (!this.#isKind('open')) return undefined;
    const open = this.#take();
    if (this.#isKind('close')) throw new FilterError('Write a condition between "(" and ")".', open);
    const filter = this.#any();
    if (!this.#isKind('close')) throw new FilterError('The "(" is not closed: write ")" where it ends.', open);
    this.#next++;
    return filter;
  }

  /** A column and what is asked of it; undefined when this is only a text to look for. */
  #condition(): Filter | undefined {
    const found = matchColumn(this.#columns, this.#tokens, this.#next);
    if (found) {
      const start = this.#next;
      this.#next += found.tokens;
      const filter = this.#afterColumn(found.column);
      if (filter) return filter;
      this.#next = start;
    }
    this.#refuseUnknownColumn();
    return undefined;
  }

  #afterColumn(column: Column): Filter | undefined {
    const token = this.#tokens[this.#next];
    if (!token) return undefined;
    const comparison = token.kind === 'operator' ? COMPARISONS[token.text] : undefined;
    if (comparison) return this.#comparison(column, comparison);
    if (this.#isWord('contains')) return this.#textTest(column, 'contains', 1);
    if (this.#isWord('starts') && this.#isWord('with', 1)) return this.#textTest(column, 'starts', 2);
    if (this.#isWord('ends') && this.#isWord('with', 1)) return this.#textTest(column, 'ends', 2);
    if (this.#isWord('is')) return this.#isEmpty(column);
    return undefined;
  }

  #comparison(column: Column, comparison: Comparison): Filter {
    const sign = this.#take();
    const value = this.#value(column, sign);
    const number = numberFromText(value.text, column.decimal);
    if (comparison === '=') return { kind: 'same', column, text: value.text, number };
    if (comparison === '<>') return { kind: 'not', part: { kind: 'same', column, text: value.text, number } };
    if (column.kind !== 'number' && isDateText(value.text))
      return { kind: 'date', column, comparison, text: value.text };
    if (Number.isNaN(number)) {
      throw new FilterError(
        `"${sign.text}" compares numbers or dates such as 2026-01-31, and "${value.text}" is neither. ` +
          `To look for text write ${quoteName(column.name)} contains ${value.text}.`,
        value,
      );
    }
    return { kind: 'number', column, comparison, number };
  }

  #textTest(column: Column, test: TextTest, words: number): Filter {
    const last = this.#tokens[this.#next + words - 1] as Token;
    this.#next += words;
    return { kind: 'text', column, test, text: this.#value(column, last).text };
  }

  #isEmpty(column: Column): Filter {
    const negative = this.#isWord('not', 1);
    if (!this.#isWord('empty', negative ? 2 : 1)) {
      const name = quoteName(column.name);
      throw new FilterError(
        `After "is" comes "empty" or "not empty". To compare write ${name} = and a value.`,
        this.#take(),
      );
    }
    this.#next += negative ? 3 : 2;
    const empty: Filter = { kind: 'empty', column };
    return negative ? { kind: 'not', part: empty } : empty;
  }

  /** The words up to the next "and", "or" or bracket, or one quoted text. */
  #value(column: Column, before: Token): { text: string; start: number; end: number } {
    const first = this.#tokens[this.#next];
    if (!first || first.kind === 'close' || this.#isWord('and') || this.#isWord('or')) {
      const example = `${quoteName(column.name)} ${before.text} ${column.kind === 'number' ? '100' : 'a text'}`;
      throw new FilterError(`After "${before.text}" comes a value, for example ${example}.`, before);
    }
    if (first.kind === 'operator') {
      throw new FilterError(`One comparison at a time: remove "${before.text}" or "${first.text}".`, first);
    }
    return this.#phrase();
  }

  #phrase(): { text: string; start: number; end: number } {
    const first = this.#take();
    const words = [first.text];
    let end = first.end;
    while (first.kind !== 'quoted' && this.#isKind('word') && !this.#isWord('and') && !this.#isWord('or')) {
      const word = this.#take();
      words.push(word.text);
      end = word.end;
    }
    return { text: words.join(' '), start: first.start, end };
  }

  #anywhere(): Filter {
    const first = this.#tokens[this.#next];
    if (!first || first.kind === 'close' || first.kind === 'operator' || this.#isWord('and') || this.#isWord('or')) {
      throw new FilterError(
        `A condition begins with a column or a text, for example ${this.#example()}.`,
        first ?? { start: 0, end: 0 },
      );
    }
    return { kind: 'anywhere', text: this.#phrase().text };
  }

  /** Words before a comparison sign are meant to be a column. */
  #refuseUnknownColumn(): void {
    const words: Token[] = [];
    for (let token = this.#tokens[this.#next]; token && isNamePart(token); ) {
      words.push(token);
      token = this.#tokens[this.#next + words.length];
    }
    const [first] = words;
    const last = words.at(-1);
    if (!first || !last || this.#tokens[this.#next + words.length]?.kind !== 'operator') return;
    const name = words.map((token) => token.text).join(' ');
    const help = suggestColumns(this.#columns, name);
    throw new FilterError(`There is no column "${name}". ${help}`, { start: first.start, end: last.end });
  }

  #example(): string {
    const column = this.#columns.find(({ kind }) => kind === 'number') ?? this.#columns[0];
    if (!column) return 'a text';
    return column.kind === 'number' ? `${quoteName(column.name)} > 100` : `${quoteName(column.name)} contains a text`;
  }

  #take(): Token {
    return this.#tokens[this.#next++] as Token;
  }

  #atEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  #isKind(kind: Token['kind']): boolean {
    return this.#tokens[this.#next]?.kind === kind;
  }

  #isWord(word: string, ahead = 0): boolean {
    const token = this.#tokens[this.#next + ahead];
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }
}

function isNamePart({ kind, text }: Token): boolean {
  return kind === 'quoted' || (kind === 'word' && !/^(and|or)$/i.test(text));
}

/** The way a column must be written in a filter. */
export function quoteName(name: string): string {
  const plain = !/["'“[\]()=<>!]/.test(name) && !/(^|\s)(and|or|not|is|contains|starts|ends)(\s|$)/i.test(name);
  if (plain) return name;
  return name.includes('"') ? `[${name}]` : `"${name}"`;
}
