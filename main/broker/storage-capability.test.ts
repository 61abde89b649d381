import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Caller } from './capability.ts';
import { storageCapability } from './storage-capability.ts';
import { StorageFile } from './storage-file.ts';
import { allowedCall, CALLER } from './testing/caller.ts';

const QUOTA = 1_048_576;
let folder: string;
let file: StorageFile;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-storage-'));
  file = reopen();
});

afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

function reopen(): StorageFile {
  return new StorageFile({ file: path.join(folder, 'storage.sqlite'), stamp: 1 });
}

function storage(caller: Caller = CALLER, quotaBytes = QUOTA) {
  const { handlers } = storageCapability.create({ file });
  const call = allowedCall<'storage.kv'>({ quotaBytes }, { caller });
  return {
    get: (key: string) => handlers['storage.get']([key], call),
    set: (key: string, value: Plain): void => void handlers['storage.set']([key, value], call),
    delete: (key: string): void => void handlers['storage.delete']([key], call),
    keys: (prefix: string) => handlers['storage.keys']([prefix], call),
  };
}

const code = (expected: string) => expect.objectContaining({ code: expected });

test('keeps values across restarts of the host', () => {
  storage().set('note', { text: 'hello', tags: ['a', null, 1.5, true] });
  file.close();
  file = reopen();
  expect(storage().get('note')).toEqual({ text: 'hello', tags: ['a', null, 1.5, true] });
  expect(storage().get('other')).toBeNull();
});

test('lists keys by prefix, sorted, and forgets deleted ones', () => {
  const { set, keys, delete: remove } = storage();
  for (const key of ['b', 'a%', 'a', 'ab', 'A']) set(key, 1);
  expect(keys('a')).toEqual(['a', 'a%', 'ab']);
  remove('ab');
  expect(keys('')).toEqual(['A', 'a', 'a%', 'b']);
});

test('another add-in, and the same name under another key, find nothing', () => {
  storage().set('secret', 'mine');
  expect(storage({ ...CALLER, addinId: 'acme.other' }).get('secret')).toBeNull();
  expect(storage({ ...CALLER, publisherKey: 'K' }).keys('')).toEqual([]);
});

test('the next generation finds everything', () => {
  storage().set('note', 1);
  expect(storage({ ...CALLER, generation: 2 }).get('note')).toBe(1);
});

test('one byte above the quota is refused and the old value stays', () => {
  const { set, get } = storage(CALLER, 1_000);
  set('k', 'x'.repeat(900));
  expect(() => set('k', 'x'.repeat(998))).toThrow(code('E_QUOTA'));
  expect(get('k')).toBe('x'.repeat(900));
  set('k', 'x'.repeat(997));
  expect(() => set('l', 1)).toThrow(code('E_QUOTA'));
});

test('a value above 256 KB and a thousand-and-first key are refused', () => {
  const { set, keys } = storage(CALLER, 64 * QUOTA);
  expect(() => set('big', 'x'.repeat(256 * 1024))).toThrow(code('E_QUOTA'));
  for (let index = 0; index < 1_000; index++) set(`k${index}`, index);
  expect(() => set('one more', 1)).toThrow(code('E_QUOTA'));
  set('k0', 'changed');
  expect(keys('')).toHaveLength(1_000);
});

test('keys that cannot be stored unchanged are refused', () => {
  expect(() => storage().set('a\ud800', 1)).toThrow(code('E_CONTRACT'));
  expect(() => storage().get('a\0b')).toThrow(code('E_CONTRACT'));
});

test('a value that was tampered with in the file does not reach the add-in', () => {
  storage().set('k', 1);
  file.close();
  const raw = new DatabaseSync(path.join(folder, 'storage.sqlite'));
  raw.prepare('UPDATE entry SET value = ?').run('{"__proto__":{"polluted":true}}');
  raw.close();
  file = reopen();
  expect(() => storage().get('k')).toThrow(code('E_IO'));
});

test('a file that cannot be read is moved aside, and add-ins go on', () => {
  file.close();
  writeFileSync(path.join(folder, 'storage.sqlite'), 'no database at all'.repeat(200));
  file = reopen();
  expect(file.movedAside).toMatch(/unreadable-1$/);
  storage().set('k', 1);
  expect(storage().get('k')).toBe(1);
});

test('uninstalling forgets the data of every key', () => {
  storage().set('k', 1);
  storage({ ...CALLER, publisherKey: 'K' }).set('k', 2);
  file.forget(CALLER.addinId);
  expect(storage().get('k')).toBeNull();
  expect(storage({ ...CALLER, publisherKey: 'K' }).get('k')).toBeNull();
});
