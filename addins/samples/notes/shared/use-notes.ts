import { useFrame } from '@bulkhead/sdk';
import { useState } from 'react';
import { type Desk, theDesk } from './desk.ts';
import { type Note, titleOf } from './note.ts';
import { useValue } from './value.ts';

export interface NotesInView {
  readonly desk: Desk;
  readonly notes: readonly Note[];
  readonly selected: Note | undefined;
  /** The note that is to be deleted, once that is confirmed. */
  readonly doomed: Note | undefined;
  /** The selected note was made just now: its title is typed next. */
  readonly isNew: boolean;
  askToDelete(note: Note | undefined): void;
  newNote(): void;
}

/** What the main frame shows; keeps its title and its unsaved mark up to date. */
export function useNotes(): NotesInView {
  const desk = theDesk();
  const notes = useValue(desk.store.notes);
  const selectedId = useValue(desk.selectedId);
  const saving = useValue(desk.store.saving);
  const [doomed, setDoomed] = useState<Note | undefined>();
  const selected = notes.find(({ id }) => id === selectedId);
  useFrame({ title: selected ? titleOf(selected) : 'Notes', unsaved: saving.kind !== 'saved' });
  return {
    desk,
    notes,
    selected,
    doomed,
    isNew: selected !== undefined && selected.title === '' && selected.text === '',
    askToDelete: setDoomed,
    newNote: () => desk.newNote(),
  };
}
