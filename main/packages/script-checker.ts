import { Worker } from 'node:worker_threads';
import { BulkheadError, fromWireError, type WireError } from '../../addins/protocol/errors.ts';
import type { GateOptions } from './gate.ts';
import { checkScript } from './script-check.ts';

export interface ScriptQuestion {
  bytes: Uint8Array;
  file: string;
}

export type ScriptAnswer = { source: string } | { refusal: WireError };

export interface ScriptCheckerOptions {
  /** The built script-check-worker: a path, or the address of a file. */
  worker: string | URL;
  /** Milliseconds after which a script counts as unreadable. */
  deadline?: number;
  /** Bytes from which the thread is used. */
  inlineBytes?: number;
}

/** Milliseconds. The largest script takes two seconds; what takes longer was built to. */
const DEADLINE = 10_000;
/** Bytes that are checked at once: it takes less time than starting a thread. */
const INLINE_BYTES = 64 * 1024;
/** A syntax tree needs about 100 times the size of its text. */
const MEMORY_MEGABYTES = 1_024;

/** Checks large scripts in a thread of its own, so that the host goes on while a hostile one is read. */
export function createScriptChecker(options: ScriptCheckerOptions): NonNullable<GateOptions['checkScript']> {
  return async (bytes, file) => {
    if (bytes.length < (options.inlineBytes ?? INLINE_BYTES)) return checkScript(bytes, file);
    const answer = await ask(options, { bytes, file });
    if ('refusal' in answer) throw fromWireError(answer.refusal);
    return answer.source;
  };
}

async function ask(options: ScriptCheckerOptions, question: ScriptQuestion): Promise<ScriptAnswer> {
  const worker = new Worker(options.worker, {
    workerData: question,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
  });
  const { promise, resolve, reject } = Promise.withResolvers<ScriptAnswer>();
  const unreadable = (what: string): void => {
    const message = `"${question.file}" ${what}.`;
    reject(new BulkheadError('E_UNSAFE_CODE', { message, detail: { file: question.file } }));
  };
  const timer = setTimeout(() => unreadable('takes too long to read'), options.deadline ?? DEADLINE);
  worker.once('message', resolve);
  worker.once('error', (error) => unreadable(`cannot be read: ${error.message}`));
  worker.once('exit', () => unreadable('cannot be read'));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
