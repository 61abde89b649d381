import { readFileSync, writeFileSync } from 'node:fs';
import { app } from 'electron';
import { measureCallRounds } from './call-rounds.ts';
import { type ProcessResult, type ProcessTask, TASK_SWITCH } from './process-task.ts';
import { measureStartRounds } from './start-rounds.ts';

/** Measures what needs processes and no window, with the host's own code for domains. */
const file = process.argv.find((word) => word.startsWith(TASK_SWITCH))?.slice(TASK_SWITCH.length) ?? '';
const task = JSON.parse(readFileSync(file, 'utf8')) as ProcessTask;

void app.whenReady().then(async () => {
  writeFileSync(task.resultFile, JSON.stringify(await measure()));
  app.quit();
});

async function measure(): Promise<ProcessResult> {
  try {
    return { ok: true, rounds: task.kind === 'calls' ? await measureCallRounds(task) : await measureStartRounds(task) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
