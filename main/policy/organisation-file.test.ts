import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOrganisation } from './organisation-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-organisation-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const file = () => path.join(folder, 'organisation.json');
const load = () => loadOrganisation({ file: file(), lastGoodFile: path.join(folder, 'last-good.json') });
const write = (counter: number, effect: string) =>
  writeFileSync(file(), JSON.stringify({ schemaVersion: 1, counter, limits: { 'net.fetch': { effect } } }));

test('no file is no limit', () => {
  expect(load()).toMatchObject({ state: 'absent' });
});

test('a file limits', () => {
  write(1, 'deny');
  expect(load()).toMatchObject({ state: 'good', counter: 1 });
  expect(load().limits.get('net.fetch')).toMatchObject({ effect: 'deny', upTo: 'deny' });
});

test('a damaged file counts as the last good one', () => {
  write(1, 'deny');
  load();
  writeFileSync(file(), '{ "schemaVersion": 1, "limits": ');
  expect(load()).toMatchObject({ state: 'good', counter: 1 });
});

test('without a last good one it is broken', () => {
  writeFileSync(file(), 'nonsense');
  expect(load().state).toBe('broken');
});

test('what exists and cannot be read is broken, not absent', () => {
  mkdirSync(file());
  expect(load().state).toBe('broken');
});

test('an older edition cannot be put back', () => {
  write(2, 'deny');
  load();
  write(1, 'allow');
  expect(load().limits.get('net.fetch')?.effect).toBe('deny');
  write(3, 'allow');
  expect(load().limits.get('net.fetch')?.effect).toBe('allow');
});
