import { GUEST_PROCESS } from '../build/bench-files.ts';
import type { Pair } from '../figure.ts';
import type { GuestTasks } from '../guest/guest-tasks.ts';
import { runNodeTask } from './run-node-task.ts';

/** Has a Node of its own measure the add-in's side. Throws with what it said when it could not. */
export async function runGuestTask(kind: keyof GuestTasks, rounds: number): Promise<Pair[]> {
  return (await runNodeTask(['--expose-gc', GUEST_PROCESS, kind, String(rounds)])) as Pair[];
}
