import { spawn } from 'node:child_process';
import { GUEST_PROCESS } from '../build/bench-files.ts';
import type { Pair } from '../figure.ts';
import type { GuestTasks } from '../guest/guest-tasks.ts';
import { waitForExit } from './runtime-command.ts';

/** Milliseconds; a task usually takes a tenth of that. */
const TASK_LIMIT = 60_000;

/** Has a Node of its own measure the add-in's side. Throws with what it said when it could not. */
export async function runGuestTask(kind: keyof GuestTasks, rounds: number): Promise<Pair[]> {
  const args = ['--expose-gc', GUEST_PROCESS, kind, String(rounds)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: TASK_LIMIT });
  let answer = '';
  child.stdout.on('data', (text) => {
    answer += String(text);
  });
  const errors = await waitForExit(child);
  if (child.exitCode !== 0) throw new Error(`The process with the add-in's side ended early:\n${errors}`);
  return JSON.parse(answer) as Pair[];
}
