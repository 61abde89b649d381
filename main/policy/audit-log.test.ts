import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditEntry } from './audit-batch.ts';
import { AuditLog } from './audit-log.ts';
import { TestClock } from './testing/test-clock.ts';

let folder: string;
let clock: TestClock;
let audit: AuditLog;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-audit-'));
  clock = new TestClock();
  audit = open();
});

afterEach(() => {
  audit.close();
  rmSync(folder, { recursive: true });
});

const file = () => path.join(folder, 'audit.sqlite');
const open = () => new AuditLog({ file: file(), clock, wallTime: clock.now });

const allowed: AuditEntry = {
  addinId: 'acme.notes',
  permission: 'storage.kv',
  method: 'storage.set',
  object: '',
  outcome: 'allowed',
  because: 'set Connected',
};
const denied: AuditEntry = {
  ...allowed,
  permission: 'net.fetch',
  method: 'net.fetch',
  object: 'evil.com',
  outcome: 'denied',
};

function rowsOnDisk(): number {
  const raw = new DatabaseSync(file(), { readOnly: true });
  const count = Number(raw.prepare('SELECT COUNT(*) AS count FROM audit').get()?.['count']);
  raw.close();
  return count;
}

test('rows come back newest first, of one add-in or of all', () => {
  audit.record(allowed);
  audit.record({ ...denied, addinId: 'acme.other' });
  expect(audit.rows('acme.notes')).toEqual([{ ...allowed, at: clock.now(), count: 1 }]);
  expect(audit.rows(null).map((row) => row.addinId)).toEqual(['acme.other', 'acme.notes']);
});

test('nothing is written while calls come in; one write follows within a second', () => {
  audit.record(allowed);
  clock.advance(999);
  expect(rowsOnDisk()).toBe(0);
  clock.advance(1);
  expect(rowsOnDisk()).toBe(1);
});

test('what waits is written at the end', () => {
  audit.record(denied);
  audit.close();
  expect(rowsOnDisk()).toBe(1);
  audit = open();
  expect(audit.rows(null)).toHaveLength(1);
});

test('a flood of equal calls is one row with a count, and a refusal among them is not hidden', () => {
  for (let index = 0; index < 50_000; index++) audit.record(allowed);
  audit.record(denied);
  for (let index = 0; index < 50_000; index++) audit.record(allowed);
  expect(audit.rows('acme.notes').map(({ outcome, count }) => ({ outcome, count }))).toEqual([
    { outcome: 'denied', count: 1 },
    { outcome: 'allowed', count: 100_000 },
  ]);
  expect(audit.usage('acme.notes', 'storage.kv')).toMatchObject({ useCount: 100_000, refusedCount: 0 });
});

test('a flood of different calls stays small and is counted', () => {
  for (let index = 0; index < 5_000; index++) audit.record({ ...allowed, object: `file ${index}` });
  for (let index = 0; index < 5_000; index++)
    audit.record({ ...denied, object: `host ${index}`, because: `may not use host ${index}` });
  audit.flush();
  expect(rowsOnDisk()).toBe(201 + 1_001);
  const raw = new DatabaseSync(file(), { readOnly: true });
  expect(
    raw.prepare('SELECT outcome, SUM(count) AS count FROM audit GROUP BY outcome ORDER BY outcome').all(),
  ).toMatchObject([
    { outcome: 'allowed', count: 5_000 },
    { outcome: 'denied', count: 5_000 },
  ]);
  raw.close();
});

test('old rows make room, but allowed calls never push refusals out', () => {
  audit.record({ ...denied, object: 'the first' });
  for (let second = 0; second < 120; second++) {
    for (let index = 0; index < 200; index++) audit.record({ ...allowed, object: `${second}/${index}` });
    clock.advance(1_000);
  }
  expect(rowsOnDisk()).toBeLessThanOrEqual(16_001);
  const raw = new DatabaseSync(file(), { readOnly: true });
  expect(raw.prepare("SELECT object FROM audit WHERE outcome = 'denied'").all()).toMatchObject([
    { object: 'the first' },
  ]);
  raw.close();
});

test('last use and counts survive a restart', () => {
  audit.record({ ...allowed, permission: 'net.fetch' });
  const usedAt = clock.now();
  clock.advance(5_000);
  audit.record(denied);
  audit.close();
  audit = open();
  expect(audit.usage('acme.notes', 'net.fetch')).toEqual({ lastUsed: usedAt, useCount: 1, refusedCount: 1 });
  expect(audit.usage('acme.notes', 'ui.notify')).toEqual({ lastUsed: null, useCount: 0, refusedCount: 0 });
});

test('objects are one readable line', () => {
  audit.record({ ...denied, object: `evil\u202e\n${'x'.repeat(500)}` });
  const [row] = audit.rows(null);
  expect(row?.object).toHaveLength(200);
  expect(row?.object).toMatch(/^evil x+…$/);
});

test('a disk that refuses keeps nobody from working, and refusals are written later', () => {
  audit.record(denied);
  const raw = new DatabaseSync(file());
  raw.exec("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  clock.advance(1_000);
  expect(rowsOnDisk()).toBe(0);
  raw.exec('DROP TRIGGER full');
  raw.close();
  expect(audit.rows('acme.notes')).toMatchObject([{ outcome: 'denied', object: 'evil.com' }]);
});

test('forgets an add-in that is gone with its data', () => {
  audit.record(allowed);
  audit.record({ ...allowed, addinId: 'acme.notes2' });
  audit.forget('acme.notes');
  expect(audit.rows(null).map((row) => row.addinId)).toEqual(['acme.notes2']);
  expect(audit.usage('acme.notes', 'storage.kv').useCount).toBe(0);
  expect(audit.usage('acme.notes2', 'storage.kv').useCount).toBe(1);
});
