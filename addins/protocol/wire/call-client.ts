import type { FailureWatch } from '../addin-errors.ts';
import type { Clock } from '../clock.ts';
import { BulkheadError, fromWireError } from '../errors.ts';
import { isCount, KIND } from '../frame.ts';
import { BATCH_CALLS, OPEN_CALLS, STREAM_CREDIT } from '../limits.ts';
import type { MethodSpec, MethodTable } from '../method.ts';
import { PendingCalls, type Settled } from '../pending-calls.ts';
import type { CallOptions } from '../session.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import { type Bags, CallArguments, type OutgoingCall } from './call-arguments.ts';
import type { Outbox } from './outbox.ts';
import { parseParameters, parseResult } from './parse.ts';
import { PendingAnswer } from './pending-answer.ts';
import { writeTrace } from './prefixes.ts';
import { StreamReceiver } from './streams.ts';
import type { Values } from './values.ts';

export interface CallClientOptions {
  remote: MethodTable;
  outbox: Outbox;
  clock: Clock;
  values: Values;
  observer: TrafficObserver | undefined;
  failures: FailureWatch | undefined;
}

/** What became of one call of a batch. */
export type Outcome = { ok: true; value: unknown } | { ok: false; error: BulkheadError };

export type BatchCall = readonly [name: string, args: readonly unknown[]];

/** Milliseconds a batch may take, like the slowest usual call. */
const BATCH_DEADLINE = 30_000;

/** The calls that this side makes. */
export class CallClient {
  readonly #options: CallClientOptions;
  readonly #arguments: CallArguments;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly pending: PendingCalls;
  readonly #readFailure: (wireError: unknown) => BulkheadError;

  constructor(options: CallClientOptions) {
    const { outbox, observer, remote, clock, values } = options;
    this.#options = options;
    this.#arguments = new CallArguments(values);
    this.#numbers = new Map(Object.keys(remote).map((name, index) => [name, index]));
    this.#readFailure = (wireError) => {
      const failure = fromWireError(wireError);
      return options.failures?.believe(failure) ?? failure;
    };
    this.pending = new PendingCalls({
      clock,
      sendCancel: (id) => outbox.items.push(KIND.cancel, id),
      readFailure: this.#readFailure,
      onSettled: (id, error, value) => {
        values.stop(id);
        observer?.settled(id, error?.code ?? null, error ? 0 : weigh(value));
      },
    });
  }

  call(name: string, args: readonly unknown[], options: CallOptions): Promise<unknown> {
    return this.#start({ name, spec: this.#specOf(name), args, options }).answer;
  }

  /** The same, and its answer can be an argument of further calls at once. */
  keep(name: string, args: readonly unknown[], options: CallOptions): PendingAnswer {
    const { outbox } = this.#options;
    const started = this.#start({ name, spec: this.#specOf(name), args, options }, KIND.keep);
    return new PendingAnswer(started.id, started.answer, () => outbox.items.push(KIND.forget, started.id));
  }

  notify(name: string, args: readonly unknown[]): void {
    const { items } = this.#options.outbox;
    items.push(KIND.notify, this.#numbers.get(name) as number, args.length);
    for (const value of args) items.push(value);
    this.#options.observer?.counted('notify-out');
  }

  stream(name: string, args: readonly unknown[], options: CallOptions): AsyncIterableIterator<unknown> {
    const spec = this.#specOf(name);
    const call = { name, spec, args, options };
    const bags = this.#check(call);
    let id = 0;
    const { credit = STREAM_CREDIT } = options;
    const receiver = new StreamReceiver<unknown>({
      credit,
      pull: (count) => this.#options.outbox.items.push(KIND.pull, id, count),
      cancel: () => this.pending.cancel(id),
    });
    if (bags instanceof BulkheadError) {
      options.unsent?.();
      receiver.end(bags);
      return receiver;
    }
    const travelling = this.#prepare(call, bags);
    const added = this.pending.add({ spec, deadline: options.deadline ?? spec.deadline, options, stream: receiver });
    id = added.id;
    // Whoever reads the stream hears how it ended.
    added.answer.catch(() => undefined);
    const { items } = this.#options.outbox;
    items.push(KIND.open, id, credit, this.#numbers.get(name) as number, args.length);
    for (const value of travelling) items.push(value);
    this.#options.observer?.called(id, name, weigh(args));
    return receiver;
  }

  /** One after the other over there; with `stopOnError` the rest is not made after the first that fails. */
  async batch(calls: readonly BatchCall[], options: CallOptions & { stopOnError?: boolean }): Promise<Outcome[]> {
    if (calls.length > BATCH_CALLS || this.pending.size >= OPEN_CALLS) throw new BulkheadError('E_OVERLOAD');
    const fields: unknown[] = [];
    for (const [name, args] of calls) {
      const refused = parseParameters(name, this.#specOf(name), args);
      if (refused instanceof BulkheadError) throw refused;
      fields.push(this.#numbers.get(name) as number, args.length, ...args);
    }
    const deadline = options.deadline ?? BATCH_DEADLINE;
    const { id, answer } = this.pending.add({ spec: undefined, deadline, options });
    this.#options.outbox.items.push(KIND.batch, id, options.stopOnError ? 1 : 0, fields.length, ...fields);
    this.#options.observer?.called(id, 'batch', weigh(fields));
    const specs = calls.map(([name]) => this.#specOf(name));
    return readOutcomes(await answer, specs, this.#readFailure);
  }

  items(id: number, values: readonly unknown[]): Settled {
    return this.pending.accept(id, values);
  }

  /** An item of ours could not be cloned. */
  refused(id: number, error: BulkheadError): void {
    this.pending.reject(id, error);
  }

  #start(call: OutgoingCall, prefix?: number): { id: number; answer: Promise<unknown> } {
    const { name, spec, args, options } = call;
    const bags = this.#check(call);
    if (bags instanceof BulkheadError) {
      options.unsent?.();
      return { id: 0, answer: Promise.reject(bags) };
    }
    const travelling = this.#prepare(call, bags);
    const added = this.pending.add({ spec, deadline: options.deadline ?? spec.deadline, options });
    const { items } = this.#options.outbox;
    if (prefix !== undefined) items.push(prefix);
    items.push(KIND.request, added.id, this.#numbers.get(name) as number, args.length);
    for (let index = 0; index < travelling.length; index++) items.push(travelling[index]);
    this.#options.observer?.called(added.id, name, weigh(args));
    return added;
  }

  /** Why the call may not be made; else the bags among its arguments. */
  #check(call: OutgoingCall): Bags | BulkheadError {
    if (this.pending.size >= OPEN_CALLS) return new BulkheadError('E_OVERLOAD');
    if (call.options.signal?.aborted) return new BulkheadError('E_CANCELLED');
    return this.#arguments.check(call);
  }

  /** Says what has to be said before the next call; answers the values that travel. */
  #prepare(call: OutgoingCall, bags: Bags): readonly unknown[] {
    const { trace } = call.options;
    if (trace) writeTrace(this.#options.outbox.items, trace);
    return this.#arguments.write(call, bags, this.pending.nextId);
  }

  #specOf(name: string): MethodSpec {
    return this.#options.remote[name] as MethodSpec;
  }
}

/** A flat list: 1 and a value, or 0 and an error, for each call that was made. */
function readOutcomes(
  answer: unknown,
  specs: readonly MethodSpec[],
  readFailure: (wireError: unknown) => BulkheadError,
): Outcome[] {
  if (!Array.isArray(answer) || answer.length > specs.length * 2 || answer.length % 2 !== 0) throw wrongOutcomes();
  const outcomes: Outcome[] = [];
  for (let index = 0; index < answer.length; index += 2) {
    const [isValue, value] = [answer[index], answer[index + 1]];
    if (!isCount(isValue)) throw wrongOutcomes();
    if (isValue === 0) {
      outcomes.push({ ok: false, error: readFailure(value) });
      continue;
    }
    const parsed = parseResult(specs[index / 2] as MethodSpec, value);
    if (!parsed) throw wrongOutcomes();
    outcomes.push({ ok: true, value: parsed.value });
  }
  return outcomes;
}

function wrongOutcomes(): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: 'The answers of a batch had the wrong form.' });
}
