import { expect, test } from 'vitest';
import { checkScript } from './script-check.ts';

const check = (source: string) => checkScript(Buffer.from(source), 'main.js');

test.each([
  'module.exports = { a: 1 };',
  'const a = { import: 1 }; a.import; a?.import;',
  'if (a < ! --b) c();',
  '"im" + "port(x)"; "<\\!--"; /<\\!--/;',
  '// only a comment',
  'return;',
])('passes: %s', (source) => {
  expect(check(source)).toBe(source);
});

const REFUSED: [source: string, line: number | undefined][] = [
  ['import("x")', 1],
  ['\n\nimport ("x")', 3],
  ['import/**/("x")', 1],
  ['import\u2028("x")', 1],
  ['import//\n("x")', 1],
  ['import.source("x")', 1],
  ['import.defer("x")', 1],
  ['\nimport.meta.url', 2],
  ['import x from "x"', 1],
  ['export const x = 1', 1],
  ['im\\u0070ort("x")', 1],
  [`\`$\{import("x")}\``, 1],
  ['...import("x")', 1],
  ['const s = "import(x)"', 1],
  ['a <!-- b', 1],
  ['x\n--> y', 2],
  ['x--> y', 1],
  ['const s = "<!--"', 1],
  ['#!/usr/bin/env node\n1', 1],
  ['}); evil(); (function () {', undefined],
  ['}, function () {', undefined],
  ['})(function () {', undefined],
  ['/*', 1],
  ['with (a) {}', 1],
  ['await x', 1],
  ['a b', 1],
  ['let x = 1;\nlet x = 2;', 2],
  ['@decorator class A {}', 1],
  ['type A = string', 1],
  ['<a/>', 1],
  ['('.repeat(200_000), undefined],
];
test.each(REFUSED)('refuses: %.60s', (source, line) => {
  let thrown: unknown;
  try {
    check(source);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: 'E_UNSAFE_CODE', detail: { file: 'main.js' } });
  if (line !== undefined) expect(thrown).toMatchObject({ detail: { line } });
});

test('refuses text that is not UTF-8, and a script of more than 4 MB', () => {
  expect(() => checkScript(Buffer.from([0x22, 0xff, 0x22]), 'main.js')).toThrow(/UTF-8/);
  expect(() => checkScript(Buffer.alloc(4 * 1024 * 1024 + 1, ' '), 'main.js')).toThrow(/larger than 4 MB/);
});
