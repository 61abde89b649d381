import { BLOCK_DEPTH, type Block, PartBudget } from './markdown-tree.ts';
import { parseInline } from './parse-inline.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4})(?=\S)/;

/** Reads Markdown: headings, paragraphs, lists, quotes, code, rules and what stands in a line. All else is text. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').replaceAll('\t', '    ').split('\n');
  return parseBlocks({ lines, depth: 0, budget: new PartBudget() });
}

interface Section {
  lines: readonly string[];
  depth: number;
  budget: PartBudget;
}

interface Step {
  block: Block | undefined;
  /** The line after it. */
  next: number;
}

function parseBlocks(section: Section): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < section.lines.length) {
    const { block, next } = parseBlock(section, at);
    at = next;
    if (!block) continue;
    if (!section.budget.take()) break;
    blocks.push(block);
  }
  return blocks;
}

function parseBlock(section: Section, at: number): Step {
  const { lines, depth, budget } = section;
  const line = lines[at] as string;
  if (line.trim() === '') return { block: undefined, next: at + 1 };
  const fence = FENCE.exec(line)?.[1];
  if (fence) return parseFence(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading) {
    const level = Math.min(4, heading[1]?.length ?? 1) as 1 | 2 | 3 | 4;
    const words = (heading[2] ?? '').trimEnd().replace(/ #+$/, '');
    return { block: { kind: 'heading', level, children: parseInline(words, budget) }, next: at + 1 };
  }
  if (RULE.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  if (depth < BLOCK_DEPTH) {
    if (QUOTE.test(line)) return parseQuote(section, at);
    if (ITEM.test(line)) return parseList(section, at);
  }
  return parseParagraph(section, at);
}

function parseFence(lines: readonly string[], at: number, fence: string): Step {
  let end = at + 1;
  while (end < lines.length && !isClosingFence(lines[end] as string, fence)) end++;
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function isClosingFence(line: string, fence: string): boolean {
  const mark = line.trim();
  return mark.length >= fence.length && mark === (fence[0] as string).repeat(mark.length);
}

function parseQuote({ lines, depth, budget }: Section, at: number): Step {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end] as string)) end++;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { block: { kind: 'quote', blocks: parseBlocks({ lines: inner, depth: depth + 1, budget }) }, next: end };
}

function parseList(section: Section, at: number): Step {
  const { lines, depth, budget } = section;
  const first = markOf(lines[at] as string);
  const items: Block[][] = [];
  let next = at;
  while (next < lines.length && budget.take()) {
    const mark = markOf(lines[next] as string);
    if (!mark || mark.family !== first?.family || RULE.test(lines[next] as string)) break;
    const item = itemLines(lines, next, mark.width);
    items.push(parseBlocks({ lines: item.lines, depth: depth + 1, budget }));
    next = item.next;
  }
  const block: Block = { kind: 'list', ordered: first?.isNumber ?? false, start: first?.start ?? 1, items };
  // At least the first line is done, also when nothing more may be made.
  return { block, next: Math.max(next, at + 1) };
}

interface ItemMark {
  /** Items of one list end their marks with the same sign. */
  family: string;
  isNumber: boolean;
  start: number;
  /** Characters before the words. */
  width: number;
}

function markOf(line: string): ItemMark | undefined {
  const found = ITEM.exec(line);
  if (!found) return undefined;
  const sign = found[2] as string;
  const isNumber = sign.length > 1;
  return { family: sign.slice(-1), isNumber, start: isNumber ? Number.parseInt(sign, 10) : 1, width: found[0].length };
}

/** The lines of one item: its first, and those after it that are indented or go on with its paragraph. */
function itemLines(lines: readonly string[], at: number, width: number): { lines: string[]; next: number } {
  const own = [(lines[at] as string).slice(width)];
  let next = at + 1;
  let blanks = 0;
  for (; next < lines.length; next++) {
    const line = lines[next] as string;
    if (line.trim() === '') {
      blanks++;
      continue;
    }
    const isIndented = line.startsWith(' '.repeat(width));
    if (!isIndented && (blanks > 0 || startsBlock(line))) break;
    while (blanks > 0) {
      own.push('');
      blanks--;
    }
    own.push(isIndented ? line.slice(width) : line);
  }
  return { lines: own, next: next - blanks + (next === lines.length ? blanks : 0) };
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);
}

function parseParagraph({ lines, depth, budget }: Section, at: number): Step {
  let end = at + 1;
  while (end < lines.length && !endsParagraph(lines[end] as string, depth)) end++;
  let text = '';
  for (let row = at; row < end; row++) {
    const line = (lines[row] as string).trimStart();
    const isLast = row === end - 1;
    // Two spaces at the end break the line; otherwise a paragraph flows.
    text += isLast ? line.trimEnd() : line.trimEnd() + (line.endsWith('  ') ? '\n' : ' ');
  }
  return { block: { kind: 'paragraph', children: parseInline(text, budget) }, next: end };
}

function endsParagraph(line: string, depth: number): boolean {
  if (line.trim() === '') return true;
  if (depth < BLOCK_DEPTH) return startsBlock(line);
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line);
}
