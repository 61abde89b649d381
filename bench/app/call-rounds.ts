import { type CallRound, type MeasureOptions, measureRound } from '../measure/call-rates.ts';
import { createRawCalls } from '../measure/raw-calls.ts';
import { endProcess, openRawPort, startBareProcess } from './bare-process.ts';
import { createBenchDomain, loadBenchPackage } from './bench-domain.ts';
import type { ProcessTask } from './process-task.ts';

/** Node's clock is fine enough for single calls. */
const OPTIONS: MeasureOptions = { group: 1, nextTurn: setImmediate };

/** Calls of the host into an add-in over the control port, and the same number of messages over a port without a layer. */
export async function measureCallRounds(task: ProcessTask): Promise<CallRound[]> {
  const domain = createBenchDomain(task);
  const { session } = await domain.start(await loadBenchPackage(task));
  const bare = await startBareProcess(task.bareChild);
  const callRaw = createRawCalls(openRawPort(bare));
  const callAddin = () => session.call('command.run', ['nothing']);
  const rounds: CallRound[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= task.rounds; round++) {
    const measured = await measureRound(callRaw, callAddin, OPTIONS);
    if (round > 0) rounds.push(measured);
  }
  await endProcess(bare);
  await domain.dispose();
  return rounds;
}
