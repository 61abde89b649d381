import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRuntime } from '../../tools/runtime.ts';

const appFolder = join(import.meta.dirname, 'app');

export interface Launch {
  readonly process: ChildProcess;
  /** Lines of standard output, as they come. */
  readonly lines: string[];
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The first line that starts so; rejects when the app ends without it. */
  line(start: string): Promise<string>;
}

/** Starts the conformance app; its userData is the given folder. */
export function launch(userData: string, args: readonly string[]): Launch {
  const { executablePath, kind } = findRuntime();
  const switches = [`--user-data-dir=${userData}`, '--password-store=basic', ...args];
  if (process.getuid?.() === 0) switches.push('--no-sandbox');
  const needsDisplay = kind === 'electron' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  const command = needsDisplay ? ['xvfb-run', '-a', executablePath] : [executablePath];
  const [file = executablePath, ...before] = command;
  const started = spawn(file, [...before, ...switches, appFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  return follow(started);
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'conformance-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

function follow(started: ChildProcess): Launch {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let isOver = false;
  started.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const check of waiting) check();
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    started.once('close', (code, signal) => {
      isOver = true;
      for (const check of waiting) check();
      resolve(code ?? signal ?? 0);
    });
  });
  const line = async (start: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = lines.find((text) => text.startsWith(start));
        if (found === undefined && !isOver) return;
        waiting.delete(check);
        if (found === undefined) reject(new Error(`ended without a line '${start}'; there were:\n${lines.join('\n')}`));
        else resolve(found);
      };
      waiting.add(check);
      check();
    });
  return { process: started, lines, ended, line };
}
