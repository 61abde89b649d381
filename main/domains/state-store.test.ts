import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { StateStore } from './state-store.ts';

function openStore() {
  const folder = path.join(temporaryFolder(), 'states');
  return { folder, store: new StateStore(folder), again: () => new StateStore(folder) };
}

const state = (value: string, version = 1) => ({ version, value });

test('a state is there the next time; add-ins have one each', () => {
  const { store, again } = openStore();
  expect(store.get('notes')).toBeUndefined();
  store.put('notes', state('a'));
  store.put('acme.Notes', state('b', 2));
  expect([again().get('notes'), again().get('acme.Notes')]).toEqual([state('a'), state('b', 2)]);
});

test('names never meet in one file, and never leave the folder', () => {
  const { folder, store } = openStore();
  const names = ['notes', 'notes+before', 'notes.before', 'notes.json.refused', '..', '../x', 'a/b', 'a%2Fb'];
  for (const name of names) {
    store.put(name, state(name));
    store.put(name, state(`${name} before`), 'before');
  }
  for (const name of names) {
    expect([store.get(name)?.value, store.get(name, 'before')?.value]).toEqual([name, `${name} before`]);
  }
  expect(readdirSync(folder)).toHaveLength(2 * names.length);
});

test('the same state is not written again', () => {
  const { folder, store } = openStore();
  store.put('notes', state('a'));
  const file = path.join(folder, 'notes.json');
  const { ino } = statSync(file);
  store.put('notes', state('a'));
  expect(statSync(file).ino).toBe(ino);
  store.put('notes', state('b'));
  expect(statSync(file).ino).not.toBe(ino);
  store.put('notes', state('a'));
  expect(store.get('notes')).toEqual(state('a'));
});

test('what was removed or set aside is written again', () => {
  const { store } = openStore();
  store.put('notes', state('a'));
  store.setAside('notes');
  expect(store.get('notes')).toBeUndefined();
  store.put('notes', state('a'));
  expect(store.get('notes')).toEqual(state('a'));
  store.remove('notes');
  store.put('notes', state('a'));
  expect(store.get('notes')).toEqual(state('a'));
});

test('a state that is too large is refused; the one before stays', () => {
  const { store } = openStore();
  store.put('notes', state('a'));
  expect(() => store.put('notes', state('x'.repeat(1024 * 1024)))).toThrow('The saved data is too large.');
  expect(store.get('notes')).toEqual(state('a'));
});

test('a folder that is gone is an error with a code, not one of the system', () => {
  const { folder, store } = openStore();
  rmSync(folder, { recursive: true });
  expect(() => store.put('notes', state('a'))).toThrow('The saved data could not be written.');
  store.setAside('notes');
  expect(store.get('notes')).toBeUndefined();
});

test.each(['', '{', '[]', '{"version":0,"value":1}', '{"version":1}', '{"version":1,"value":1,"more":1}'])(
  'a file that holds %j is no state',
  (text) => {
    const { folder, store } = openStore();
    writeFileSync(path.join(folder, 'notes.json'), text);
    expect(store.get('notes')).toBeUndefined();
  },
);

test('a refused state can still be found by a person; removing the add-in removes it all', () => {
  const { folder, store } = openStore();
  store.put('notes', state('precious'));
  store.setAside('notes');
  expect(readFileSync(path.join(folder, 'notes.json.refused'), 'utf8')).toContain('precious');
  store.put('notes', state('a'));
  store.put('notes', state('a'), 'before');
  store.put('other', state('b'));
  store.remove('notes');
  expect(readdirSync(folder)).toEqual(['other.json']);
  expect(existsSync(folder)).toBe(true);
});

test('a version is given the newest state in a form it can read', () => {
  const { store } = openStore();
  expect(store.readable('notes', 1)).toBeUndefined();
  store.put('notes', state('old'), 'before');
  // Without a state of its own it starts afresh: what lies before is for the way back only.
  expect(store.readable('notes', 1)).toBeUndefined();
  store.put('notes', state('new', 2));
  expect([store.readable('notes', 3)?.value, store.readable('notes', 2)?.value]).toEqual(['new', 'new']);
  expect(store.readable('notes', 1)?.value).toBe('old');
  store.put('notes', state('older form', 2), 'before');
  expect(store.readable('notes', 1)).toBeUndefined();
});
