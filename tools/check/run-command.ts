import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../runtime.ts';

export interface CommandResult {
  readonly code: number;
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Show the output while it comes, besides collecting it. */
  readonly live?: boolean;
}

/** Runs a program of node_modules/.bin from the repository root. Never rejects: a program that cannot start has code 127. */
export async function runCommand(
  name: string,
  args: readonly string[],
  { env = {}, live = false }: CommandOptions = {},
): Promise<CommandResult> {
  const windows = process.platform === 'win32';
  const program = join(ROOT, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
  // Nobody sees colours in a log file, only their codes.
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...plain, ...env }, shell: windows });
  const chunks: string[] = [];
  const take = (chunk: unknown): void => {
    chunks.push(String(chunk));
    if (live) process.stdout.write(String(chunk));
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('error', (error) => {
    take(error.message);
    resolve(127);
  });
  child.once('close', (code) => resolve(code ?? 1));
  return { code: await promise, output: chunks.join('') };
}
