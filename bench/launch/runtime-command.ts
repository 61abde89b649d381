import { type ChildProcess, spawn } from 'node:child_process';
import { findRuntime, ROOT } from '../../tools/runtime.ts';
import { hasDisplay } from '../../tools/setup/system-packages.ts';

/** Starts an application folder on the runtime that is there, without a test driver in between. */
export function startRuntime(appFolder: string, args: readonly string[]): ChildProcess {
  const { kind, executablePath } = findRuntime();
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const isElectron = kind === 'electron';
  const command = [
    // The stand-in brings a display by itself.
    ...(isElectron && !hasDisplay() ? ['xvfb-run', '-a'] : []),
    executablePath,
    ...(isElectron && asRoot ? ['--no-sandbox'] : []),
    appFolder,
    ...args,
  ];
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/** Resolves with what it wrote to standard error. */
export async function waitForExit(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += String(text);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return errors;
}
