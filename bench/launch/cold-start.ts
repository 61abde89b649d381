import { createInterface } from 'node:readline';
import { BENCH } from '../build/bench-files.ts';
import { REPORT_TAG } from '../page/shared-names.ts';
import { startRuntime, waitForExit } from './runtime-command.ts';

/** Milliseconds after which a start that said nothing has failed. */
const START_LIMIT = 60_000;

export interface ColdStart {
  /** Milliseconds from starting the program until its window can be used. */
  milliseconds: number;
  /** Installed add-ins that the window shows. */
  installed: number;
}

/** Starts the application on a profile, waits until its window can be used, and ends it. */
export async function coldStart(profile: string): Promise<ColdStart> {
  // Wall time, because the moment is taken in another process.
  const started = Date.now();
  const child = startRuntime(BENCH.windowApp, [`--user-data-dir=${profile}`]);
  const ended = waitForExit(child);
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT);
  try {
    if (!child.stdout) throw new Error('The runtime has no output.');
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith(REPORT_TAG)) continue;
      const [readyAt = 0, installed = 0] = line.slice(REPORT_TAG.length).split(' ').map(Number);
      return { milliseconds: readyAt - started, installed };
    }
    throw new Error(`The application ended before its window could be used:\n${await ended}`);
  } finally {
    clearTimeout(limit);
    child.kill('SIGTERM');
    await ended;
  }
}
