import { join } from 'node:path';
import { ROOT } from '../../tools/runtime.ts';
import type { WireRounds, WireTask } from '../wire/wire-tasks.ts';
import { runNodeTask } from './run-node-task.ts';

const WIRE_PROCESS = join(ROOT, 'bench', 'wire', 'wire-process.ts');

/** Has a Node of its own measure something between two threads. Throws with what it said when it could not. */
export async function runWireTask<Task extends WireTask>(task: Task, rounds: number): Promise<WireRounds<Task>> {
  return (await runNodeTask([WIRE_PROCESS, task, String(rounds)])) as WireRounds<Task>;
}
