import { app, type UtilityProcess } from 'electron';
import { endProcess, startBareProcess } from './bare-process.ts';
import { createBenchDomain, loadBenchPackage } from './bench-domain.ts';
import type { ProcessTask, StartRound } from './process-task.ts';

/** Milliseconds after the start in which a process comes to rest. */
const REST = 300;
const BYTES_PER_KILOBYTE = 1024;

/** Starts of a domain, from fork to activated, and of a process that does nothing. */
export async function measureStartRounds(task: ProcessTask): Promise<StartRound[]> {
  const loaded = await loadBenchPackage(task);
  const rounds: StartRound[] = [];
  // One round more than asked for: the first fills the caches of the system.
  for (let round = 0; round <= task.rounds; round++) {
    const bare = await measureBare(task);
    const domain = await measureDomain(task, loaded);
    if (round > 0) rounds.push({ ...bare, ...domain });
  }
  return rounds;
}

async function measureBare({ bareChild }: ProcessTask): Promise<Pick<StartRound, 'bare' | 'bareMemory'>> {
  const started = performance.now();
  const child = await startBareProcess(bareChild);
  const bare = performance.now() - started;
  const bareMemory = await memoryAtRest(child);
  await endProcess(child);
  return { bare, bareMemory };
}

async function measureDomain(
  task: ProcessTask,
  loaded: Awaited<ReturnType<typeof loadBenchPackage>>,
): Promise<Pick<StartRound, 'domain' | 'domainMemory' | 'parts'>> {
  const started = performance.now();
  const unit = createBenchDomain(task);
  const generation = await unit.start(loaded);
  const domain = performance.now() - started;
  const domainMemory = await memoryAtRest(generation);
  const parts = generation.hello?.timings ?? {};
  await unit.dispose();
  return { domain, domainMemory, parts };
}

async function memoryAtRest({ pid }: Pick<UtilityProcess, 'pid'>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, REST));
  const metric = app.getAppMetrics().find((each) => each.pid === pid);
  if (!metric) throw new Error(`The metrics know no process ${pid}.`);
  return metric.memory.workingSetSize * BYTES_PER_KILOBYTE;
}
