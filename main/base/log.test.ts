import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Log, type LogEntry } from './log.ts';

const MEGABYTE = 1024 * 1024;

function logFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'deep', 'bulkhead.log');
}

test('one line for each entry, in the file, in memory and to whoever listens', () => {
  const file = logFile();
  const log = new Log({ file });
  const heard: LogEntry[] = [];
  log.added.on((entry) => heard.push(entry));
  log.info('started');
  log.warn('slow\nand long', 'notes');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(heard);
  expect(log.entries).toEqual(heard);
  expect(heard).toMatchObject([
    { level: 'info', addinId: null, text: 'started' },
    { level: 'warn', addinId: 'notes', text: 'slow\nand long' },
  ]);
});

test('neither memory nor the disk is filled, however long it runs', () => {
  const file = logFile();
  const log = new Log({ file });
  for (let entry = 0; entry < 4_000; entry++) log.info('x'.repeat(5_000));
  expect([log.entries.length, log.entries[0]?.text.length]).toEqual([500, 4_000]);
  expect(statSync(file).size).toBeLessThan(6 * MEGABYTE);
  expect(statSync(`${file}.old`).size).toBeLessThan(6 * MEGABYTE);
});

test('a large file of an earlier run is set aside', () => {
  const file = logFile();
  new Log({ file });
  writeFileSync(file, 'x'.repeat(6 * MEGABYTE));
  new Log({ file }).info('new');
  expect(readFileSync(file, 'utf8')).toContain('"new"');
  expect(statSync(`${file}.old`).size).toBe(6 * MEGABYTE);
});

test('a file that cannot be written ends nothing', () => {
  const file = logFile();
  const log = new Log({ file });
  rmSync(path.dirname(file), { recursive: true });
  log.error('still here');
  expect(log.entries).toHaveLength(1);
});
