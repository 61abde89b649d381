import { expect, test } from 'vitest';
import { readableLine } from './readable-line.ts';

test.each([
  ['line breaks and tabs', 'one\ntwo\r\n\tthree', 'one two three'],
  ['direction overrides', 'invoice\u202egnp.exe', 'invoice gnp.exe'],
  ['zero-width characters', 'Bulk\u200bhead\ufeff', 'Bulk head'],
  ['terminal escapes', '\u001b[31mred', '[31mred'],
  ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
])('takes out %s', (_what, given, expected) => {
  expect(readableLine(given, 50)).toBe(expected);
});

test('cuts by characters and says that it was cut', () => {
  expect(readableLine('😀'.repeat(6), 4)).toBe('😀😀😀…');
  expect(readableLine('four', 4)).toBe('four');
});
