import { wireTasks } from './wire-tasks.ts';

/**
 * Measures what its command line names between two threads and writes it to standard output as JSON. A process for each:
 * an engine compiles code for what it has seen, and what another figure did before would be measured as well.
 */
const [task = '', rounds] = process.argv.slice(2);
if (!isTask(task)) throw new Error(`There is no task "${task}".`);
process.stdout.write(JSON.stringify(await wireTasks[task](Number(rounds))));

function isTask(name: string): name is keyof typeof wireTasks {
  return Object.hasOwn(wireTasks, name);
}
