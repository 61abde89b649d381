import type { Host } from '@bulkhead/sdk';
import { fileNameOf, type Note, toMarkdown } from './note.ts';
import { NotesStore } from './notes-store.ts';
import { Value } from './value.ts';

/** What all frames of the add-in share: the notes, and which one the main frame shows. */
export class Desk {
  readonly store: NotesStore;
  readonly selectedId = new Value<string | null>(null);
  readonly host: Host;

  constructor(host: Host) {
    this.host = host;
    this.store = new NotesStore({ storage: host.storage });
  }

  /** Reads the notes; `drafts` are what the version before had not saved yet. */
  async load(drafts: readonly Note[]): Promise<void> {
    await this.store.load();
    this.store.takeOver(drafts);
    if (!this.store.find(this.selectedId.get())) this.selectedId.set(this.store.notes.get()[0]?.id ?? null);
  }

  newNote(): void {
    this.selectedId.set(this.store.create().id);
  }

  /** Takes the note away and shows its neighbour. */
  remove(note: Note): void {
    const notes = this.store.notes.get();
    const place = notes.findIndex(({ id }) => id === note.id);
    this.store.remove(note.id);
    if (this.selectedId.get() === note.id) {
      this.selectedId.set((notes[place + 1] ?? notes[place - 1])?.id ?? null);
    }
  }

  /** Lets the person choose a place, and writes the note there. */
  async exportNote(note: Note): Promise<void> {
    const file = await this.host.files.save({ suggestedName: fileNameOf(note), types: ['.md', '.txt'] });
    if (!file) return;
    await file.append(toMarkdown(note));
    await file.commit();
  }

  /** Shows one note in a frame of its own. */
  async openNote(id: string): Promise<void> {
    await this.host.frames.open('note', { params: { noteId: id } });
  }
}

/** Set once, when the add-in starts; views are shown only after that. */
const current = new Value<Desk | null>(null);

export function startDesk(host: Host): Desk {
  const desk = current.get() ?? new Desk(host);
  current.set(desk);
  return desk;
}

export function theDesk(): Desk {
  const desk = current.get();
  if (!desk) throw new Error('Notes has not started yet.');
  return desk;
}
