import { expect, test } from 'vitest';
import { findNotes } from './search.ts';

const NOTES = [
  { id: 'a', title: 'Lisbon', text: 'Second call, agent waits', changedAt: 0 },
  { id: 'b', title: 'Genoa', text: 'The agent of Lisbon called', changedAt: 0 },
];
const found = (wanted: string): string[] => findNotes(NOTES, wanted).map(({ id }) => id);

test('finds notes that hold every word', () => {
  expect(found('')).toEqual(['a', 'b']);
  expect(found('lisbon')).toEqual(['a', 'b']);
  expect(found('AGENT second')).toEqual(['a']);
  expect(found('riga')).toEqual([]);
});
