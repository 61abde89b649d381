import type { Plain } from '@bulkhead/sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type NotesStorage, NotesStore } from './notes-store.ts';

let content: Map<string, Plain>;
let failure: Error | undefined;
let store: NotesStore;
/** Runs while an entry is being written. */
let onWrite: () => void;

function createStorage(): NotesStorage {
  return {
    get: async <Content extends Plain>(key: string) => (content.get(key) ?? null) as Content | null,
    async set(key, value) {
      onWrite();
      if (failure) throw failure;
      content.set(key, structuredClone(value));
    },
    async delete(key) {
      content.delete(key);
    },
    keys: async (prefix = '') => [...content.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  content = new Map();
  failure = undefined;
  onWrite = () => undefined;
  store = new NotesStore({ storage: createStorage() });
});
afterEach(() => vi.useRealTimers());

async function reopen(): Promise<NotesStore> {
  const other = new NotesStore({ storage: createStorage() });
  await other.load();
  return other;
}

test('a note is saved once the person pauses, and found again', async () => {
  const { id } = store.create();
  store.edit(id, { title: 'Lisbon' });
  store.edit(id, { text: 'second call' });
  expect(store.saving.get()).toEqual({ kind: 'waiting' });
  expect(content.size).toBe(0);
  await vi.runAllTimersAsync();
  expect(store.saving.get()).toMatchObject({ kind: 'saved' });
  expect([...content.keys()].sort()).toEqual(['index', `note/${id}`]);
  expect((await reopen()).notes.get()).toMatchObject([{ id, title: 'Lisbon', text: 'second call' }]);
});

test('the newest note is first, and stays there after a restart', async () => {
  const first = store.create();
  const second = store.create();
  await store.flush();
  expect((await reopen()).notes.get().map(({ id }) => id)).toEqual([second.id, first.id]);
});

test('a removed note is gone from the index before it is gone itself', async () => {
  const { id } = store.create();
  await store.flush();
  store.remove(id);
  await store.flush();
  expect([...content.entries()]).toEqual([['index', []]]);
});

test('what could not be saved is kept, said, and saved later', async () => {
  const { id } = store.create();
  failure = new Error('The storage is full.');
  store.edit(id, { text: 'kept' });
  await vi.runAllTimersAsync();
  expect(store.saving.get()).toEqual({ kind: 'failed', reason: 'The storage is full.' });
  expect(store.drafts()).toMatchObject([{ text: 'kept' }]);
  failure = undefined;
  await store.flush();
  expect(store.saving.get()).toMatchObject({ kind: 'saved' });
  expect((await reopen()).find(id)?.text).toBe('kept');
});

test('a change during saving is not taken for saved', async () => {
  const { id } = store.create();
  onWrite = () => {
    onWrite = () => undefined;
    store.edit(id, { text: 'typed meanwhile' });
  };
  await store.flush();
  expect(store.drafts()).toMatchObject([{ text: 'typed meanwhile' }]);
  expect(store.saving.get()).toEqual({ kind: 'waiting' });
});

test('what was not saved yet goes on in the next version', async () => {
  const { id } = store.create();
  await store.flush();
  store.edit(id, { text: 'half a sent' });
  const next = await reopen();
  next.takeOver(store.drafts());
  expect(next.notes.get()).toMatchObject([{ id, text: 'half a sent' }]);
  await next.flush();
  expect((await reopen()).find(id)?.text).toBe('half a sent');
});

test('notes that could not be read are not forgotten by what is written later', async () => {
  const { id } = store.create();
  await store.flush();
  let isDown = true;
  const storage = createStorage();
  const get: NotesStorage['get'] = (key) =>
    isDown ? Promise.reject(new Error('Not allowed.')) : createStorage().get(key);
  const other = new NotesStore({ storage: { ...storage, get } });
  await other.load();
  expect(other.saving.get()).toEqual({ kind: 'failed', reason: 'Not allowed.' });
  const added = other.create();
  isDown = false;
  await other.flush();
  expect((await reopen()).notes.get().map((note) => note.id)).toEqual([added.id, id]);
});

test('damaged entries are left out', async () => {
  content.set('index', ['a', 7, 'b', 'gone']);
  content.set('note/a', { id: 'a', title: 'A', text: '' });
  content.set('note/b', 'not a note');
  await store.load();
  expect(store.notes.get().map(({ id }) => id)).toEqual(['a']);
});
