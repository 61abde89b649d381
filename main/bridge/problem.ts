import { toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Problem } from '../../preload/bridge.ts';

/** A failure in the words the window shows. */
export function toProblem(thrown: unknown): Problem {
  const error = toBulkheadError(thrown);
  return { code: error.code, title: error.title, message: error.message, remedy: error.remedy };
}
