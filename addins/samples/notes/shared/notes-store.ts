import type { Host } from '@bulkhead/sdk';
import { type Note, readNote } from './note.ts';
import { Value } from './value.ts';

/** Milliseconds without a change after which notes are saved. */
const TYPING_PAUSE = 600;
const INDEX = 'index';
const noteKey = (id: string): string => `note/${id}`;

export type NotesStorage = Host['storage'];

/**
 * - saved: everything is in the storage, since `at`
 * - waiting: something changed and is saved in a moment, or being saved
 * - failed: the last attempt did not work; `reason` says why
 */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface NotesStoreOptions {
  storage: NotesStorage;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** All notes, newest first. One key of the storage for each, and an index with their order. */
export class NotesStore {
  readonly notes = new Value<readonly Note[]>([]);
  readonly saving = new Value<SaveState>({ kind: 'saved', at: null });
  readonly #storage: NotesStorage;
  readonly #now: () => number;
  /** Notes that changed since they were written. */
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  #orderChanged = false;
  #isRead = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor({ storage, now = () => Date.now() }: NotesStoreOptions) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Reads what was stored. What cannot be read is left out, and left alone. Never rejects: `saving` says what failed. */
  async load(): Promise<void> {
    try {
      await this.#read();
    } catch (thrown) {
      this.saving.set({ kind: 'failed', reason: messageOf(thrown) });
    }
  }

  find(id: string | null): Note | undefined {
    return this.notes.get().find((note) => note.id === id);
  }

  create(): Note {
    const note: Note = { id: this.#newId(), title: '', text: '', changedAt: this.#now() };
    this.notes.set([note, ...this.notes.get()]);
    this.#orderChanged = true;
    this.#noteChanged(note.id);
    return note;
  }

  edit(id: string, change: { title?: string; text?: string }): void {
    const edit = (note: Note): Note => (note.id === id ? { ...note, ...change, changedAt: this.#now() } : note);
    this.notes.set(this.notes.get().map(edit));
    this.#noteChanged(id);
  }

  remove(id: string): void {
    this.notes.set(this.notes.get().filter((note) => note.id !== id));
    this.#changed.delete(id);
    this.#removed.add(id);
    this.#orderChanged = true;
    this.#schedule();
  }

  /** Notes that are not in the storage yet: the next version of the add-in takes them over. */
  drafts(): Note[] {
    return this.notes.get().filter(({ id }) => this.#changed.has(id));
  }

  /** Takes over notes that another version had not saved yet, and saves them. */
  takeOver(drafts: readonly Note[]): void {
    if (drafts.length === 0) return;
    const others = this.notes.get().filter((note) => !drafts.some(({ id }) => id === note.id));
    this.notes.set([...drafts, ...others]);
    this.#orderChanged = true;
    for (const { id } of drafts) this.#noteChanged(id);
  }

  /** Saves now what waits to be saved. Never rejects: `saving` says what became of it. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #read(): Promise<void> {
    const index = await this.#storage.get(INDEX);
    const ids = Array.isArray(index) ? index.filter((id): id is string => typeof id === 'string') : [];
    const stored = await Promise.all(ids.map((id) => this.#storage.get(noteKey(id))));
    const read = stored.map(readNote).filter((note) => note !== undefined);
    // What was written since is newer.
    const known = this.notes.get();
    this.notes.set([...known, ...read.filter((note) => !known.some(({ id }) => id === note.id))]);
    this.#isRead = true;
  }

  #newId(): string {
    const time = this.#now().toString(36);
    return `${time}-${Math.floor(Math.random() * 36 ** 4).toString(36)}`;
  }

  #noteChanged(id: string): void {
    this.#changed.add(id);
    this.#schedule();
  }

  #schedule(): void {
    this.saving.set({ kind: 'waiting' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), TYPING_PAUSE);
  }

  async #write(): Promise<void> {
    try {
      // An index written before the old one was read would forget the notes that are there.
      if (!this.#isRead) await this.#read();
      for (const id of [...this.#changed]) await this.#writeNote(id);
      if (this.#orderChanged) {
        this.#orderChanged = false;
        const order = this.notes.get().map(({ id }) => id);
        await this.#storage.set(INDEX, order).catch((thrown: unknown) => {
          this.#orderChanged = true;
          throw thrown;
        });
      }
      // After the index: a crash in between leaves a note that nobody lists, never an index that points nowhere.
      for (const id of [...this.#removed]) {
        await this.#storage.delete(noteKey(id));
        this.#removed.delete(id);
      }
      if (this.#timer === undefined) this.saving.set({ kind: 'saved', at: this.#now() });
    } catch (thrown) {
      this.saving.set({ kind: 'failed', reason: messageOf(thrown) });
    }
  }

  async #writeNote(id: string): Promise<void> {
    const note = this.find(id);
    if (note) await this.#storage.set(noteKey(id), note);
    // It may have changed again while it was being written.
    if (this.find(id) === note) this.#changed.delete(id);
  }
}

function messageOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
}
