import { expect, test } from 'vitest';
import { addin, PROCESSES } from '../testing/sample-data.ts';
import { costWords, matches } from './addin-words.ts';

test('an add-in costs what its processes cost together, and nothing while it sleeps', () => {
  expect(costWords([])).toBe('no process');
  expect(costWords(PROCESSES.slice(0, 2))).toBe('77 MB · 2 %');
});

test('every word of the search must occur, in any order', () => {
  const notes = addin({ id: 'com.harbour.notes', displayName: 'Notes', description: 'Short texts' });
  expect(matches(notes, '')).toBe(true);
  expect(matches(notes, 'harbour NOTES')).toBe(true);
  expect(matches(notes, 'notes weather')).toBe(false);
  expect(matches(addin({ id: 'x', displayName: 'X', publisher: null }), 'unsigned')).toBe(true);
});
