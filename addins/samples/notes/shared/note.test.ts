import { expect, test } from 'vitest';
import { fileNameOf, previewOf, readNote, titleOf, toMarkdown, wordCount } from './note.ts';

const note = (title: string, text: string) => ({ id: 'n', title, text, changedAt: 0 });

test('a note without a title is called by its first line', () => {
  expect(titleOf(note(' ', '\n  Lisbon, second call\nmore'))).toBe('Lisbon, second call');
  expect(titleOf(note('', ''))).toBe('Untitled note');
  expect(previewOf(note('', 'only line'))).toBe('No text yet');
  expect(previewOf(note('Title', 'first\nsecond'))).toBe('first');
});

test('counts words as people do', () => {
  expect(wordCount('')).toBe(0);
  expect(wordCount('  one\ttwo\n\nthree ')).toBe(3);
});

test('exports as Markdown under a name that every system takes', () => {
  expect(toMarkdown(note('Lisbon', 'text\n\n'))).toBe('# Lisbon\n\ntext\n');
  expect(fileNameOf(note('../Lisbon: second call?', ''))).toBe('Lisbon second call.md');
  expect(fileNameOf(note('???', ''))).toBe('note.md');
});

test('takes only notes for notes', () => {
  expect(readNote({ id: 'a', title: 'b', text: 'c', other: 1 })).toEqual({
    id: 'a',
    title: 'b',
    text: 'c',
    changedAt: 0,
  });
  for (const value of [null, 7, [], {}, { id: 'a', title: 'b' }]) expect(readNote(value)).toBeUndefined();
});
