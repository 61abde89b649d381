import type { Note } from '../../shared/note.ts';
import { Value } from '../../shared/value.ts';

/** What is searched for, in the main frame. */
export const query = new Value('');

/** Notes that hold every word, in any order, without regard to case. */
export function findNotes(notes: readonly Note[], wanted: string): readonly Note[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return notes;
  return notes.filter((note) => {
    const text = `${note.title}\n${note.text}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
