import { defineAddin } from '@bulkhead/sdk';
import { createCalls } from '../../shared/calls.ts';
import { startDesk, theDesk } from '../../shared/desk.ts';
import { NoteView } from '../../shared/note-view.tsx';
import { NotesView } from './notes-view.tsx';
import { readState, type StateV1 } from './state.ts';

const VERSION = '1.0.0';

let handedOver: StateV1 | undefined;

export default defineAddin({
  views: { notes: NotesView, note: NoteView },
  commands: { new: () => theDesk().newNote() },
  calls: createCalls(VERSION),
  restoreState(state, version) {
    handedOver = readState(state, version);
  },
  async activate({ host }) {
    const desk = startDesk(host);
    desk.selectedId.set(handedOver?.selectedId ?? null);
    await desk.load(handedOver?.draft ? [handedOver.draft] : []);
  },
  saveState() {
    const { store, selectedId } = theDesk();
    return { selectedId: selectedId.get(), draft: store.drafts()[0] ?? null };
  },
  deactivate: () => theDesk().store.flush(),
});
