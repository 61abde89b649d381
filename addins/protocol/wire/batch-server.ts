import { BulkheadError } from '../errors.ts';
import { isCount } from '../frame.ts';
import { BATCH_CALLS, CALL_ARGUMENTS } from '../limits.ts';
import type { RunningCall } from '../running-calls.ts';
import { checkCall, invoke, type LocalMethods } from './local-methods.ts';
import type { Replies } from './replies.ts';

interface BatchedCall {
  readonly number: number;
  readonly args: readonly unknown[];
}

/** The calls in the fields of a batch: method number, argument count and arguments of each. Undefined: the wrong form. */
export function readBatch(fields: readonly unknown[]): BatchedCall[] | undefined {
  const calls: BatchedCall[] = [];
  let at = 0;
  while (at < fields.length) {
    const [number, count] = [fields[at], fields[at + 1]];
    if (!isCount(number) || !isCount(count) || count > CALL_ARGUMENTS) return undefined;
    const end = at + 2 + count;
    if (end > fields.length || calls.length >= BATCH_CALLS) return undefined;
    calls.push({ number, args: fields.slice(at + 2, end) });
    at = end;
  }
  return calls;
}

export interface BatchRun {
  readonly methods: LocalMethods;
  readonly replies: Replies;
  readonly running: RunningCall;
  /** The rest is not made after the first that fails. */
  readonly stopOnError: boolean;
}

/** Makes them one after the other. A flat list of outcomes: 1 and a value, or 0 and an error. */
export async function runBatch(
  calls: readonly BatchedCall[],
  { methods, replies, running, stopOnError }: BatchRun,
): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const { number, args } of calls) {
    if (running.aborted) break;
    const method = methods.at(number);
    const parameters = checkCall(method, args);
    // One that breaks the contract breaks the batch: whoever sent it did not check what it sent.
    if (!method || parameters instanceof BulkheadError) throw parameters;
    try {
      outcomes.push(1, (await invoke(method, parameters, running)) ?? null);
    } catch (thrown) {
      outcomes.push(0, replies.wireError(thrown));
      if (stopOnError) break;
    }
  }
  return outcomes;
}
