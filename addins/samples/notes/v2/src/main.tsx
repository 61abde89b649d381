import { defineAddin } from '@bulkhead/sdk';
import { createCalls } from '../../shared/calls.ts';
import { startDesk, theDesk } from '../../shared/desk.ts';
import { NoteView } from '../../shared/note-view.tsx';
import { NotesView } from './notes-view.tsx';
import { findNotes, query } from './search.ts';
import { readState, type StateV2 } from './state.ts';

const VERSION = '2.0.0';

let handedOver: StateV2 | undefined;

export default defineAddin({
  views: { notes: NotesView, note: NoteView },
  commands: {
    new() {
      query.set('');
      theDesk().newNote();
    },
  },
  calls: {
    ...createCalls(VERSION),
    search: (wanted) => findNotes(theDesk().store.notes.get(), String(wanted ?? '')).map(({ id }) => id),
  },
  restoreState(state, version) {
    handedOver = readState(state, version);
  },
  async activate({ host }) {
    const desk = startDesk(host);
    desk.selectedId.set(handedOver?.selectedId ?? null);
    query.set(handedOver?.query ?? '');
    await desk.load(handedOver?.drafts ?? []);
  },
  saveState() {
    const { store, selectedId } = theDesk();
    return { selectedId: selectedId.get(), query: query.get(), drafts: store.drafts() };
  },
  deactivate: () => theDesk().store.flush(),
});
