import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { openCatalog } from './catalog.ts';
import { ShadowStore } from './shadow-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Milliseconds: it waits for real processes on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const CHILD = path.join(import.meta.dirname, 'testing/install-child.ts');

/** Runs an installation in a process of its own and kills it when it stops at the moment. Returns how it ended. */
async function installAndKill(folder: string, version: string, moment = 'never'): Promise<unknown> {
  const child = spawn(process.execPath, [CHILD, folder, version, moment], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(moment)) child.kill('SIGKILL');
  }
  const [code, signal] = await ended;
  return signal ?? code;
}

/** What the next start finds: the installed version, which loads, and nothing half-done on the disk. */
async function nextStart(folder: string): Promise<string | undefined> {
  const store = new ShadowStore(path.join(folder, 'shadow'));
  await store.open();
  const { catalog, warning } = openCatalog(path.join(folder, 'catalog.sqlite'));
  expect(warning).toBeNull();
  const entry = catalog.get('sample');
  if (entry) expect((await store.load(entry)).manifest.version).toBe(entry.identity.version);
  await store.collect(catalog.hashes());
  catalog.close();
  const left = readdirSync(path.join(folder, 'shadow'));
  expect(left.filter((name) => name.startsWith('.tmp-'))).toEqual([]);
  const copies = left.flatMap((name) => readdirSync(path.join(folder, 'shadow', name)));
  expect(copies).toHaveLength(entry ? (entry.previous ? 2 : 1) : 0);
  return entry?.identity.version;
}

const MOMENTS = ['staged', 'copying 0.01', 'copying 0.4', 'copying 0.8', 'starting', 'finishing'];

test.each(MOMENTS)('killed at "%s": nothing is installed, and the next try works', async (moment) => {
  const folder = temporaryFolder();
  expect(await installAndKill(folder, '1.0.0', moment)).toBe('SIGKILL');
  expect(await nextStart(folder)).toBeUndefined();
  expect(await installAndKill(folder, '1.0.0')).toBe(0);
  expect(await nextStart(folder)).toBe('1.0.0');
});

test.each(['copying 0.4', 'finishing'])(
  'killed during an upgrade at "%s": the version before is there',
  async (moment) => {
    const folder = temporaryFolder();
    await installAndKill(folder, '1.0.0');
    expect(await installAndKill(folder, '2.0.0', moment)).toBe('SIGKILL');
    expect(await nextStart(folder)).toBe('1.0.0');
  },
);

test('killed after the end: it is installed', async () => {
  const folder = temporaryFolder();
  expect(await installAndKill(folder, '1.0.0', 'done')).toBe('SIGKILL');
  expect(await nextStart(folder)).toBe('1.0.0');
});
