import { measureEmitting } from './emit-rounds.ts';
import type { GuestTasks } from './guest-tasks.ts';
import { measureTableHeap } from './table-heap.ts';

/**
 * The add-in's side of a view in a plain Node, as it is shipped: React's production build, bundled. Measures what its
 * command line names and writes it to standard output as JSON.
 */
const tasks: GuestTasks = { emit: measureEmitting, 'table-heap': measureTableHeap };
const [kind, rounds] = process.argv.slice(2);
if (kind !== 'emit' && kind !== 'table-heap') throw new Error(`There is no task "${kind}".`);
process.stdout.write(JSON.stringify(await tasks[kind](Number(rounds))));
