import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';

const schema = 'CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY)';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-database-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function open(version = 1) {
  return openDatabase({ file: path.join(folder, 'sub', 'facts.sqlite'), schema, version, critical: true, stamp: 7 });
}

test('makes the folder and keeps what was written', () => {
  const first = open();
  first.database.exec("INSERT INTO fact VALUES ('one')");
  first.database.close();
  const second = open();
  expect(second.movedAside).toBeNull();
  expect(second.database.prepare('SELECT name FROM fact').all()).toMatchObject([{ name: 'one' }]);
  second.database.close();
});

test('moves a file that is no database aside, byte for byte, and starts afresh', () => {
  open().database.close();
  const file = path.join(folder, 'sub', 'facts.sqlite');
  writeFileSync(file, 'this is no database, and it is long enough to be looked at'.repeat(100));
  const opened = open();
  expect(opened.movedAside).toBe(`${file}.unreadable-7`);
  expect(readFileSync(`${file}.unreadable-7`, 'utf8')).toMatch(/^this is no database/);
  expect(opened.database.prepare('SELECT name FROM fact').all()).toEqual([]);
  opened.database.close();
});

test('moves a file of another version aside', () => {
  open(1).database.close();
  const opened = open(2);
  expect(opened.movedAside).not.toBeNull();
  opened.database.close();
});

test('works in memory when the folder cannot be made', () => {
  writeFileSync(path.join(folder, 'sub'), 'a file where the folder should be');
  const opened = open();
  expect(opened.movedAside).toBe('memory');
  opened.database.exec("INSERT INTO fact VALUES ('one')");
  opened.database.close();
  expect(existsSync(path.join(folder, 'sub', 'facts.sqlite'))).toBe(false);
});
