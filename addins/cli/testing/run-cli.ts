import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const CLI = fileURLToPath(new URL('../bulkhead.js', import.meta.url));

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the real tool in a process of its own. */
export async function runCli(words: readonly string[], folder: string = tmpdir()): Promise<CliResult> {
  const child = spawn(process.execPath, [CLI, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = Promise.withResolvers<number | null>();
  child.once('exit', ended.resolve);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended.promise]);
  return { code, stdout, stderr };
}

/** The same with --json: the one line it prints, read. */
export async function runJson(words: readonly string[], folder?: string) {
  const { code, stdout, stderr } = await runCli([...words, '--json'], folder);
  return { code, stderr, data: JSON.parse(stdout) as Record<string, unknown> };
}

/** A folder of sources, gone when the test has finished. */
export function sources(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bulkhead-cli-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

export function manifestText(more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    name: 'sample',
    version: '1.2.3',
    displayName: 'Sample',
    main: 'main.js',
    engines: { host: '>=0.1.0' },
    ...more,
  });
}
