import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessResult, type ProcessTask, type StartRound, TASK_SWITCH } from '../app/process-task.ts';
import { BARE_CHILD, BENCH, DOMAIN_SCRIPT, packageFile, SDK_SCRIPT } from '../build/bench-files.ts';
import type { CallRound } from '../measure/call-rates.ts';
import { startRuntime, waitForExit } from './runtime-command.ts';
import { withScratch } from './scratch.ts';

/** Milliseconds; a task usually takes a tenth of that. */
const TASK_LIMIT = 120_000;

interface Rounds {
  calls: CallRound[];
  starts: StartRound[];
}

/** Has the application without a window measure something. Throws with what it said when it could not. */
export function runProcessTask<Kind extends ProcessTask['kind']>(kind: Kind, rounds: number): Promise<Rounds[Kind]> {
  return withScratch(async (scratch) => {
    const task: ProcessTask = {
      ...{ kind, rounds, scratch },
      domainScript: DOMAIN_SCRIPT,
      sdkScript: SDK_SCRIPT,
      bareChild: BARE_CHILD,
      packageFile: packageFile(0),
      resultFile: join(scratch, 'result.json'),
    };
    const taskFile = join(scratch, 'task.json');
    writeFileSync(taskFile, JSON.stringify(task));
    const profile = `--user-data-dir=${join(scratch, 'profile')}`;
    const child = startRuntime(BENCH.processApp, [profile, `${TASK_SWITCH}${taskFile}`]);
    const limit = setTimeout(() => child.kill('SIGKILL'), TASK_LIMIT);
    const errors = await waitForExit(child);
    clearTimeout(limit);
    if (!existsSync(task.resultFile)) throw new Error(`The benchmark's application ended early:\n${errors}`);
    const result = JSON.parse(readFileSync(task.resultFile, 'utf8')) as ProcessResult;
    if (!result.ok) throw new Error(`${result.message}\n${errors}`);
    return result.rounds as Rounds[Kind];
  });
}
