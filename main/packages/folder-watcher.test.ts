import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { BulkheadError } from '../../addins/protocol/errors.ts';
import { nodeClock } from '../base/node-clock.ts';
import { watchFolder } from './folder-watcher.ts';
import type { GatedPackage } from './gate.ts';
import { HOST_VERSION, type SampleOptions, sampleFiles } from './testing/sample-package.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Milliseconds: it waits for a real disk on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

/** Everything 20 times as fast: the proportions of the waits are tested with the quiet window. */
const SPEED = 20;
const fastClock = {
  ...nodeClock,
  now: () => nodeClock.now() * SPEED,
  after: (milliseconds: number, task: () => void) => nodeClock.after(milliseconds / SPEED, task),
};

type Seen = { gated: GatedPackage } | { problem: BulkheadError };

function watchSample(knownHash?: string) {
  const folder = temporaryFolder();
  write(folder, {});
  const seen: Seen[] = [];
  let wake = (): void => undefined;
  const note = (entry: Seen): void => {
    seen.push(entry);
    wake();
  };
  const watcher = watchFolder(folder, {
    hostVersion: HOST_VERSION,
    clock: fastClock,
    onChange: (gated) => note({ gated }),
    onProblem: (problem) => note({ problem }),
    ...(knownHash === undefined ? {} : { knownHash }),
  });
  onTestFinished(() => watcher.close());
  const next = async (): Promise<Seen | undefined> => {
    while (seen.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return seen.shift();
  };
  return { folder, watcher, next, seen };
}

test('brings what is there, then every different contents, and nothing for a touch', async () => {
  const { folder, next, seen } = watchSample();
  expect(await next()).toMatchObject({ gated: { manifest: { version: '1.0.0' } } });
  utimesSync(path.join(folder, 'main.js'), new Date(), new Date(Date.now() + 5_000));
  write(folder, {});
  write(folder, { manifest: { version: '1.1.0' }, script: 'module.exports = 2' });
  expect(await next()).toMatchObject({ gated: { manifest: { version: '1.1.0' }, scriptSource: 'module.exports = 2' } });
  expect(seen).toEqual([]);
});

test('a half-written package is waited for, a wrong one is named once, and the next good one comes', async () => {
  const { folder, next, seen } = watchSample();
  await next();
  writeFileSync(path.join(folder, 'main.js'), 'import("x")');
  expect(await next()).toMatchObject({ problem: { code: 'E_UNSAFE_CODE' } });
  rmSync(path.join(folder, 'main.js'));
  expect(await next()).toMatchObject({ problem: { code: 'E_FILE_MISSING' } });
  write(folder, { manifest: { version: '2.0.0' } });
  expect(await next()).toMatchObject({ gated: { manifest: { version: '2.0.0' } } });
  expect(seen).toEqual([]);
});

test('a folder that is replaced as a whole', async () => {
  const { folder, next } = watchSample();
  await next();
  const other = temporaryFolder();
  write(other, { manifest: { version: '3.0.0' } });
  mkdirSync(path.join(other, 'assets'));
  writeFileSync(path.join(other, 'assets/a.txt'), 'a');
  renameSync(path.join(other, 'assets'), path.join(folder, 'assets'));
  for (const name of ['main.js', 'addin.json']) renameSync(path.join(other, name), path.join(folder, name));
  expect(await next()).toMatchObject({ gated: { manifest: { version: '3.0.0' } } });
});

test('a look on demand', async () => {
  const { watcher, next } = watchSample();
  watcher.check();
  const first = await next();
  expect(first).toHaveProperty('gated.hash');
});

/** Without integrity.json, as an author's folder is. */
function write(folder: string, options: SampleOptions): void {
  for (const [name, bytes] of sampleFiles(options)) {
    if (name !== 'integrity.json') writeFileSync(path.join(folder, name), bytes);
  }
}
