import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CLI, manifestText, runJson, sources } from './testing/run-cli.ts';

/** Milliseconds: it waits for real processes on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

function startDev(folder: string): { child: ChildProcess; next: () => Promise<Record<string, unknown>> } {
  const words = [CLI, 'dev', folder, '--no-launch', '--json'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? '{}') as Record<string, unknown>;
  return { child, next };
}

test('builds on every save, names a mistake, and goes on', async () => {
  const folder = sources({ 'addin.json': manifestText(), 'src/main.ts': 'export default { views: {} };' });
  const { child, next } = startDev(folder);
  const build = path.join(folder, '.bulkhead/build');
  expect(await next()).toMatchObject({ ok: true, event: 'built', version: '1.2.3', folder: build });
  expect((await runJson(['verify', build])).code).toBe(0);

  writeFileSync(path.join(folder, 'src/main.ts'), 'export default { views: ');
  expect(await next()).toMatchObject({ ok: false, code: 'E_BUILD' });
  expect((await runJson(['verify', build])).code).toBe(0);

  writeFileSync(path.join(folder, 'src/main.ts'), 'export default { second: 2 };');
  expect(await next()).toMatchObject({ ok: true, event: 'built' });
  expect(readFileSync(path.join(build, 'main.js'), 'utf8')).toContain('second');

  writeFileSync(path.join(folder, 'addin.json'), manifestText({ version: '1.3.0', main: 'other.js' }));
  expect(await next()).toMatchObject({ ok: true, version: '1.3.0' });
  const { data } = await runJson(['inspect', build]);
  expect((data['files'] as { path: string }[]).map((file) => file.path)).toEqual([
    'addin.json',
    'integrity.json',
    'other.js',
  ]);

  const ended = once(child, 'exit');
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});
