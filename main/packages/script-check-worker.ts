import { parentPort, workerData } from 'node:worker_threads';
import { toWireError } from '../../addins/protocol/errors.ts';
import { checkScript } from './script-check.ts';
import type { ScriptAnswer, ScriptQuestion } from './script-checker.ts';

/** A thread that checks one script and ends. */
const { bytes, file } = workerData as ScriptQuestion;
parentPort?.postMessage(answer());

function answer(): ScriptAnswer {
  try {
    return { source: checkScript(bytes, file) };
  } catch (thrown) {
    return { refusal: toWireError(thrown, { fallback: 'E_UNSAFE_CODE' }) };
  }
}
