import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { manifestSchema } from '../../addins/protocol/manifest.ts';
import { openCatalog } from './catalog.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

function entry(name: string, more: Partial<CatalogEntry> = {}): CatalogEntry {
  const manifest = manifestSchema.parse({ name, version: '1.2.3', displayName: name, main: 'main.js' });
  return {
    id: name.toLowerCase(),
    identity: { name, version: '1.2.3', culture: 'neutral', publicKeyToken: null },
    publicKey: null,
    manifest,
    hash: 'a'.repeat(64),
    sizeBytes: 123,
    previous: null,
    enabled: true,
    state: 'ready',
    stateReason: '',
    source: { kind: 'file', fileName: `${name}.addin` },
    installedAt: 1_000,
    updatedAt: 2_000,
    ...more,
  };
}

test('keeps entries over a restart', () => {
  const file = path.join(temporaryFolder(), 'new', 'catalog.sqlite');
  const entries = [
    entry('Alpha', { source: { kind: 'folder', folder: '/tmp/a b' }, enabled: false }),
    entry('beta', { previous: { hash: 'b'.repeat(64), version: '1.0.0' }, publicKey: 'key' }),
  ];
  const first = openCatalog(file);
  expect(first.warning).toBeNull();
  for (const each of entries.toReversed()) first.catalog.put(each);
  first.catalog.close();
  const { catalog } = openCatalog(file);
  expect(catalog.list()).toEqual(entries);
  expect(catalog.get('alpha')).toEqual(entries[0]);
  expect(catalog.get('gamma')).toBeUndefined();
  expect([...catalog.hashes()].sort()).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
  catalog.close();
});

test('changes one thing at a time', () => {
  const { catalog } = openCatalog(path.join(temporaryFolder(), 'catalog.sqlite'));
  catalog.put(entry('alpha'));
  catalog.setEnabled('alpha', false);
  catalog.setState('alpha', 'damaged', 'a file was changed');
  catalog.setPrevious('alpha', { hash: 'c'.repeat(64), version: '1.0.0' });
  const changed = { enabled: false, state: 'damaged', stateReason: 'a file was changed' };
  expect(catalog.get('alpha')).toMatchObject({ ...changed, previous: { version: '1.0.0' } });
  catalog.setPrevious('alpha', null);
  expect(catalog.get('alpha')?.previous).toBeNull();
  expect(() => catalog.setEnabled('beta', true)).toThrow(/not installed/);
  expect(catalog.remove('alpha')).toBe(true);
  expect(catalog.remove('alpha')).toBe(false);
  catalog.close();
});

const BROKEN: [string, (file: string) => void][] = [
  ['text', (file) => writeFileSync(file, 'this is no database, it only has its name')],
  ['half a database', (file) => truncateSync(file, 5_000)],
  ['zeros in the middle', (file) => scratch(file)],
  ['another table', (file) => withDatabase(file, 'DROP TABLE addins; CREATE TABLE addins (x)')],
  ['a newer form', (file) => withDatabase(file, 'PRAGMA user_version = 99')],
];
test.each(BROKEN)('a broken file never blocks the start: %s', (_what, damage) => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'catalog.sqlite');
  const before = openCatalog(file).catalog;
  for (let index = 0; index < 50; index += 1) before.put(entry(`addin-${index}`));
  before.close();
  damage(file);
  const { catalog, warning } = openCatalog(file);
  expect(warning).toMatchObject({ code: 'E_CATALOG' });
  expect(catalog.list()).toEqual([]);
  catalog.put(entry('fresh'));
  catalog.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('catalog.sqlite.unreadable-')).length).toBeGreaterThan(0);
  expect(openCatalog(file)).toMatchObject({ warning: null });
});

test('one row that cannot be read hides nothing else, and its copy is kept', () => {
  const file = path.join(temporaryFolder(), 'catalog.sqlite');
  const { catalog } = openCatalog(file);
  catalog.put(entry('alpha'));
  catalog.put(entry('beta', { hash: 'd'.repeat(64) }));
  withDatabase(file, `UPDATE addins SET manifest = '{"name":"beta"}' WHERE id = 'beta'`);
  expect(catalog.list().map((each) => each.id)).toEqual(['alpha']);
  expect(catalog.brokenRows()).toEqual(['beta']);
  expect(catalog.hashes().has('d'.repeat(64))).toBe(true);
  catalog.close();
});

test('a file that cannot be written is replaced by a list in memory', () => {
  const folder = temporaryFolder();
  const inTheWay = path.join(folder, 'file');
  writeFileSync(inTheWay, 'x');
  const { catalog, warning } = openCatalog(path.join(inTheWay, 'catalog.sqlite'));
  expect(warning).toMatchObject({ code: 'E_CATALOG' });
  catalog.put(entry('alpha'));
  expect(catalog.list()).toHaveLength(1);
  catalog.close();
  expect(readFileSync(inTheWay, 'utf8')).toBe('x');
});

function withDatabase(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

function scratch(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0, 4_096, Math.min(bytes.length, 20_000));
  writeFileSync(file, bytes);
}
