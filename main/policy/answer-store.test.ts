import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import { AnswerStore } from './answer-store.ts';
import { DAY, TestClock } from './testing/test-clock.ts';

const notes = { addinId: 'acme.notes', publisherKey: null };
const seen = { origins: ['https://a.example.com'], methods: ['GET'] };
const allow = { effect: 'allow' as const, parameters: seen };
const deny = { effect: 'deny' as const, parameters: {} };

let folder: string;
let clock: TestClock;
let store: AnswerStore;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-answers-'));
  clock = new TestClock();
  store = open();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const file = () => path.join(folder, 'policy.sqlite');

function open(): AnswerStore {
  return new AnswerStore({ file: file(), wallTime: clock.now });
}

function restart(): void {
  store.close();
  store = open();
}

const effectOf = (permission: PermissionName, subject = notes) =>
  store.answersFor(subject).answers.get(permission)?.effect;

test('answers for good survive a restart, answers for the session do not', () => {
  store.keep(notes, 'net.fetch', allow);
  store.allowForSession(notes, 'ui.notify', { perHour: 6 });
  expect(effectOf('ui.notify')).toBe('allow');
  restart();
  expect(effectOf('net.fetch')).toBe('allow');
  expect(store.answersFor(notes).answers.get('net.fetch')?.parameters).toEqual(seen);
  expect(effectOf('ui.notify')).toBeUndefined();
});

test('a later answer replaces an earlier one, whatever its kind', () => {
  store.keep(notes, 'net.fetch', deny);
  store.allowForSession(notes, 'net.fetch', seen);
  expect(effectOf('net.fetch')).toBe('allow');
  store.keep(notes, 'net.fetch', deny);
  expect(effectOf('net.fetch')).toBe('deny');
  store.takeBack(notes, 'net.fetch');
  expect(effectOf('net.fetch')).toBeUndefined();
  restart();
  expect(effectOf('net.fetch')).toBeUndefined();
});

test('what was allowed expires after 90 days without use, and use keeps it alive', () => {
  store.keep(notes, 'net.fetch', allow);
  clock.advance(60 * DAY);
  store.touch(notes, 'net.fetch');
  clock.advance(60 * DAY);
  restart();
  expect(effectOf('net.fetch')).toBe('allow');
  clock.advance(30 * DAY);
  expect(effectOf('net.fetch')).toBeUndefined();
});

test('a refusal does not expire', () => {
  store.keep(notes, 'net.fetch', deny);
  clock.advance(4_000 * DAY);
  restart();
  expect(effectOf('net.fetch')).toBe('deny');
});

test('a clock that is set back keeps nothing alive, not even across a restart', () => {
  store.keep(notes, 'net.fetch', allow);
  clock.advance(91 * DAY);
  restart();
  expect(effectOf('net.fetch')).toBeUndefined();
  clock.advance(-90 * DAY);
  expect(effectOf('net.fetch')).toBeUndefined();
  restart();
  expect(effectOf('net.fetch')).toBeUndefined();
});

test('another key, or none, makes everything that was said void', () => {
  const signed = { ...notes, publisherKey: 'K' };
  store.keep(signed, 'net.fetch', allow);
  expect(effectOf('net.fetch')).toBeUndefined();
  store.voidOtherKeys(notes);
  restart();
  expect(store.answersFor(signed).answers.size).toBe(0);
});

test('the third dismissal in a row denies for seven days', () => {
  store.dismiss(notes, 'net.fetch');
  store.dismiss(notes, 'net.fetch');
  expect(effectOf('net.fetch')).toBeUndefined();
  restart();
  store.dismiss(notes, 'net.fetch');
  expect(store.answersFor(notes).answers.get('net.fetch')).toMatchObject({
    effect: 'deny',
    because: 'you closed this question three times',
  });
  clock.advance(7 * DAY - 1);
  expect(effectOf('net.fetch')).toBe('deny');
  clock.advance(1);
  expect(effectOf('net.fetch')).toBeUndefined();
});

test('an answer between them starts the count again', () => {
  for (let index = 0; index < 2; index++) store.dismiss(notes, 'net.fetch');
  store.allowedOnce(notes, 'net.fetch');
  for (let index = 0; index < 2; index++) store.dismiss(notes, 'net.fetch');
  expect(effectOf('net.fetch')).toBeUndefined();
});

test('remembers that it was allowed before', () => {
  expect(store.historyOf(notes, 'net.fetch').allowedBefore).toBe(false);
  store.allowedOnce(notes, 'net.fetch');
  restart();
  expect(store.historyOf(notes, 'net.fetch').allowedBefore).toBe(true);
});

test('says until when its answers hold', () => {
  store.keep(notes, 'net.fetch', allow);
  store.keep(notes, 'ui.notify', deny);
  expect(store.answersFor(notes).validUntil).toBe(clock.now() + 90 * DAY);
});

test('a file that cannot be read is moved aside, and the store says that answers were lost', () => {
  store.keep(notes, 'net.fetch', allow);
  store.close();
  writeFileSync(file(), 'not a database'.repeat(1_000));
  store = open();
  expect(store.lost).toBe(true);
  expect(effectOf('net.fetch')).toBeUndefined();
  expect(readdirSync(folder).some((name) => name.includes('unreadable'))).toBe(true);
  restart();
  expect(store.lost).toBe(false);
});

test.each([
  ["UPDATE answer SET effect = 'everything'", 'deny'],
  ["UPDATE answer SET parameters = 'null'", undefined],
  ['UPDATE answer SET expires_at = NULL', undefined],
  ["UPDATE answer SET permission = 'fs.everything'", undefined],
])('a row changed by hand opens nothing: %s', (statement, expected) => {
  store.keep(notes, 'net.fetch', allow);
  store.close();
  const raw = new DatabaseSync(file());
  raw.exec(statement);
  raw.close();
  store = open();
  expect(effectOf('net.fetch')).toBe(expected);
});

test('what cannot be saved holds for the session and is reported', () => {
  const raw = new DatabaseSync(file());
  raw.exec("CREATE TRIGGER full BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  raw.close();
  expect(() => store.keep(notes, 'net.fetch', deny)).toThrow(expect.objectContaining({ code: 'E_IO' }));
  expect(effectOf('net.fetch')).toBe('deny');
});

test('forgets everything about an add-in', () => {
  store.keep(notes, 'net.fetch', allow);
  store.keep({ ...notes, publisherKey: 'K' }, 'net.fetch', allow);
  store.keep({ ...notes, addinId: 'acme.other' }, 'net.fetch', allow);
  store.forget('acme.notes');
  restart();
  expect(effectOf('net.fetch')).toBeUndefined();
  expect(effectOf('net.fetch', { ...notes, addinId: 'acme.other' })).toBe('allow');
});
