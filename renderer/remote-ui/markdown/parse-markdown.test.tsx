import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { blocksView } from '../components/markdown-part.tsx';
import { isLinkTarget } from './link-target.ts';
import { BLOCK_DEPTH, type Block, INLINE_DEPTH, type Inline, PARTS } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';

const html = (source: string) =>
  renderToStaticMarkup(
    createElement(
      'div',
      null,
      blocksView(parseMarkdown(source), () => undefined),
    ),
  ).slice(5, -6);

test.each([
  ['# One', '<h1 class="rv-heading rv-heading-1">One</h1>'],
  ['###### Six ##', '<h4 class="rv-heading rv-heading-4">Six</h4>'],
  ['one\ntwo', '<p>one two</p>'],
  ['one  \ntwo', '<p>one<br/>two</p>'],
  ['one\n\ntwo', '<p>one</p><p>two</p>'],
  ['*a* _b_ **c** ***d***', '<p><em>a</em> <em>b</em> <strong>c</strong> <strong><em>d</em></strong></p>'],
  ['a_b_c and 2 * 3 * 4', '<p>a_b_c and 2 * 3 * 4</p>'],
  ['**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
  ['\\*a\\* and \\[b](c)', '<p>*a* and [b](c)</p>'],
  ['*a `x*y` b*', '<p><em>a <code class="rv-code">x*y</code> b</em></p>'],
  ['one ` two', '<p>one ` two</p>'],
  [
    '- a\n- b\n  - c\n\n1. d',
    '<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><ol start="1"><li><p>d</p></li></ol>',
  ],
  ['7) x', '<ol start="7"><li><p>x</p></li></ol>'],
  ['> a\n> > b', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>'],
  ['a\n\n---\n\nb', '<p>a</p><hr/><p>b</p>'],
  [
    '```ts\n<b>\n```\nafter',
    '<pre class="scroller rv-code-block"><code class="rv-code">&lt;b&gt;</code></pre><p>after</p>',
  ],
  ['~~~\nopen', '<pre class="scroller rv-code-block"><code class="rv-code">open</code></pre>'],
])('%j is read', (source, expected) => {
  expect(html(source)).toBe(expected);
});

test.each([
  ['<b onclick="x()">bold</b>', '<p>&lt;b onclick=&quot;x()&quot;&gt;bold&lt;/b&gt;</p>'],
  [
    '![alt](https://a.example/x.png)',
    '<p>!<button type="button" role="link" class="rv-link" title="https://a.example/x.png">alt</button></p>',
  ],
  ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
  ['[x](JaVaScRiPt:1)', '<p>[x](JaVaScRiPt:1)</p>'],
  ['[x](data:text/html,1)', '<p>[x](data:text/html,1)</p>'],
  ['<https://a.example>', '<p>&lt;https://a.example&gt;</p>'],
  ['&lt;script&gt;', '<p>&amp;lt;script&amp;gt;</p>'],
])('%j stays harmless', (source, expected) => {
  expect(html(source)).toBe(expected);
});

test('targets are words or addresses that only show something', () => {
  for (const target of ['page/2', '#part', 'https://a.example/?q=1', 'mailto:a@b.example']) {
    expect(isLinkTarget(target)).toBe(true);
  }
  for (const target of [
    '',
    'javascript:x',
    'vbscript:x',
    'file:///etc',
    ' https://a',
    'java\tscript:x',
    'java\u200bscript:x',
  ]) {
    expect(isLinkTarget(target)).toBe(false);
  }
});

/** Mostly marks: random letters alone would hardly ever be Markdown. */
const fragments = fc.constantFrom(
  ...['*', '**', '***', '_', '`', '[', ']', '](', ')', '\\', '>', '> ', '- ', '1. ', '# ', '```', '~~~', '---'],
  ...[
    '\n',
    '\n\n',
    '  ',
    '    ',
    '\t',
    '\r\n',
    'word',
    '<script>',
    '<img src=x onerror=y>',
    'javascript:',
    '\u0000',
    '![a](b)',
  ],
);
const sources = fc.oneof(
  fc.array(fragments, { maxLength: 120 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 200, unit: 'grapheme' }),
);

const ALLOWED = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'pre',
  'code',
  'blockquote',
  'ul',
  'ol',
  'li',
  'hr',
  'br',
  'em',
  'strong',
  'button',
]);
const ATTRIBUTES = new Set(['class', 'tabindex', 'start', 'type', 'role', 'title']);

function depthOf(blocks: readonly Block[]): number {
  return Math.max(
    0,
    ...blocks.map((block) => {
      if (block.kind === 'quote') return 1 + depthOf(block.blocks);
      return block.kind === 'list' ? 1 + Math.max(0, ...block.items.map(depthOf)) : 0;
    }),
  );
}

function inlineDepth(parts: readonly Inline[]): number {
  return Math.max(0, ...parts.map((part) => ('children' in part ? 1 + inlineDepth(part.children) : 0)));
}

const paragraphs = (blocks: readonly Block[]): (readonly Inline[])[] =>
  blocks.flatMap((block) => {
    if ('children' in block) return [block.children];
    if (block.kind === 'quote') return paragraphs(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(paragraphs) : [];
  });

test('whatever is written, only allowed elements come out and nothing is nested beyond the limits', () => {
  fc.assert(
    fc.property(sources, (source) => {
      const blocks = parseMarkdown(source);
      expect(depthOf(blocks)).toBeLessThanOrEqual(BLOCK_DEPTH);
      // Three stars are two elements for one mark.
      for (const parts of paragraphs(blocks)) expect(inlineDepth(parts)).toBeLessThanOrEqual(2 * INLINE_DEPTH);
      // Text is escaped by React, so every "<" that is left is an element of ours.
      const written = html(source);
      for (const [, name, attributes] of written.matchAll(/<\/?([a-z0-9]+)((?: [a-z-]+="[^"]*")*)\/?>/g)) {
        expect(ALLOWED).toContain(name);
        for (const [, attribute] of (attributes ?? '').matchAll(/ ([a-z-]+)=/g))
          expect(ATTRIBUTES).toContain(attribute);
      }
      expect(written.replaceAll(/<\/?[a-z0-9]+(?: [a-z-]+="[^"]*")*\/?>/g, '')).not.toContain('<');
    }),
    { numRuns: 500 },
  );
});

const countParts = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, each) => sum + countParts(each), 0)
    : typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce((sum: number, each) => sum + countParts(each), 0)
      : 0;

test.each([
  ['quotes', '> '.repeat(2_000)],
  ['items', '- '.repeat(2_000)],
  ['stars', '*a '.repeat(60_000)],
  ['pairs', '**a** '.repeat(30_000)],
  ['brackets', '['.repeat(190_000)],
  ['brackets before a link', `${'['.repeat(190_000)}a](b)`],
  ['half links that end', `${'[a]('.repeat(45_000)})`],
  ['half links', '[a]('.repeat(45_000)],
  ['underscores', '_a_b'.repeat(45_000)],
  ['backquotes', '``` '.repeat(45_000)],
  ['lines', '- a\n'.repeat(45_000)],
  ['nested items', Array.from({ length: 500 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
])('a text of nothing but %s is read at once and stays within the budget', (_name, source) => {
  const start = performance.now();
  const blocks = parseMarkdown(source);
  // Generous for a busy machine; a square of this length would take minutes.
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(countParts(blocks)).toBeLessThanOrEqual(2 * PARTS);
});
