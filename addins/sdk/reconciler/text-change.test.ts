import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textChange } from './text-change.ts';

const long = 'line\n'.repeat(400);

test('what is added to a long text travels alone', () => {
  expect(textChange(long, `${long}more`)).toEqual({ at: 2_000, deleted: 0, inserted: 'more' });
  expect(textChange(`${long}end`, `${long}end`)).toEqual({ at: 2_003, deleted: 0, inserted: '' });
});

test('a change in the middle travels alone', () => {
  expect(textChange(`${long}old${long}`, `${long}new one${long}`)).toEqual({
    at: 2_000,
    deleted: 3,
    inserted: 'new one',
  });
});

test.each([
  ['short texts', 'a', 'ab'],
  ['a text that became long', 'a', long],
  ['a text that is another one', long, 'other '.repeat(400)],
  ['what is no text', long, 7],
])('%s travel whole', (_name, before, after) => {
  expect(textChange(before, after)).toBe(undefined);
});

test('a change always makes the new text out of the old one', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 40 });
  fc.assert(
    fc.property(fc.tuple(words, words), words, words, ([start, end], old, next) => {
      const [before, after] = [long + start + old + end + long, long + start + next + end + long];
      const change = textChange(before, after);
      if (!change) return;
      const { at, deleted, inserted } = change;
      expect(before.slice(0, at) + inserted + before.slice(at + deleted)).toBe(after);
    }),
  );
});
