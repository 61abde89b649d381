import { spawn } from 'node:child_process';
import { waitForExit } from './runtime-command.ts';

/** Milliseconds; a task usually takes a tenth of that. */
const TASK_LIMIT = 60_000;

/** Has a Node of its own measure something; answers what it wrote to standard output. Throws with what it said else. */
export async function runNodeTask(args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: TASK_LIMIT });
  let answer = '';
  child.stdout.on('data', (text) => {
    answer += String(text);
  });
  const errors = await waitForExit(child);
  if (child.exitCode !== 0) throw new Error(`The process that measures ended early:\n${errors}`);
  process.stderr.write(errors);
  return JSON.parse(answer);
}
