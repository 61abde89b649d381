import type { Clock } from '../clock.ts';
import { BulkheadError, ERRORS, toWireError, type WireError } from '../errors.ts';
import { isCount, KIND } from '../frame.ts';
import {
  BATCH_CALLS,
  CALL_ARGUMENTS,
  CALL_DEPTH,
  ONE_WAY_CALLS,
  OPEN_CALLS,
  OPEN_STREAMS,
  ORDERED_CALLS,
  STREAM_CREDIT,
} from '../limits.ts';
import type { Handlers, Items, MethodSpec, MethodTable } from '../method.ts';
import { RunningCall, RunningCalls } from '../running-calls.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { OrderedWork } from './ordered-work.ts';
import type { Outbox } from './outbox.ts';
import { parseParameters } from './parse.ts';
import type { Prefixes } from './prefixes.ts';
import { StreamSender } from './streams.ts';
import type { Values } from './values.ts';

export interface CallServerOptions {
  local: MethodTable;
  handlers: Handlers<MethodTable>;
  outbox: Outbox;
  clock: Clock;
  values: Values;
  kept: KeptAnswers;
  stackOf: ((error: Error) => string | undefined) | undefined;
  observer: TrafficObserver | undefined;
  /** The peer broke the contract. */
  strike(message: string): void;
}

export interface ServedCall {
  readonly id: number;
  readonly prefixes: Prefixes | undefined;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly order: string | undefined;
}

interface Incoming {
  readonly id: number;
  readonly number: number;
  readonly args: unknown[];
  readonly prefixes: Prefixes | undefined;
}

/** The calls that the peer makes: checked, run, answered. Every number and value comes from the peer. */
export class CallServer {
  readonly #options: CallServerOptions;
  readonly #names: readonly string[];
  readonly #running = new RunningCalls();
  readonly #streams = new Map<number, StreamSender>();
  readonly #ordered = new OrderedWork(ORDERED_CALLS);
  /** Streams and one-way calls at work, from the moment on which they are let in. */
  #openStreams = 0;
  #oneWay = 0;

  constructor(options: CallServerOptions) {
    this.#options = options;
    this.#names = Object.keys(options.local);
  }

  get runningCount(): number {
    return this.#running.size;
  }

  request(call: Incoming): void {
    const { strike } = this.#options;
    if (this.#running.has(call.id)) strike('a call id was used twice');
    else if (this.#running.size >= OPEN_CALLS) this.#turnAway(call.id, 'E_OVERLOAD');
    else if (call.prefixes?.isKept && !this.#options.kept.add(call.id)) strike('too many answers were to be kept');
    else this.#admit(call, (prepared) => this.#answer(call, prepared));
  }

  /**
   * A call to an object, found and checked by whoever keeps the objects. `order`: one after the other under this key. What it
   * answers resolves when the call is over, whether or not `work` was ever begun.
   */
  async serve(
    { id, prefixes, name, args, order }: ServedCall,
    work: (running: RunningCall) => Promise<unknown>,
  ): Promise<void> {
    const { strike } = this.#options;
    if (this.#running.has(id)) strike('a call id was used twice');
    else if (this.#running.size >= OPEN_CALLS) this.#turnAway(id, 'E_OVERLOAD');
    else if (prefixes?.trace && prefixes.trace.depth > CALL_DEPTH) this.#turnAway(id, 'E_DEPTH');
    else {
      const running = this.#begin(id, { name, args, prefixes });
      await this.#settle(id, order === undefined ? work(running) : this.#ordered.run(order, () => work(running)));
    }
  }

  /** A call that cannot be served; `isFault` when its sender broke the contract. */
  refuse(id: number, error: BulkheadError, isFault: boolean): void {
    this.#fail(id, error, noStack);
    if (isFault) this.#options.strike(error.message);
  }

  notify(number: number, args: unknown[]): void {
    this.#options.observer?.counted('notify-in');
    const prepared = this.#prepare(number, args);
    if (prepared instanceof BulkheadError) this.#options.strike(prepared.message);
    else if (this.#oneWay >= ONE_WAY_CALLS) this.#options.observer?.counted('dropped');
    else this.#runQuietly(prepared);
  }

  /** Nobody waits for the outcome of a one-way call; the handler reports its own failures. */
  #runQuietly({ handler, parameters }: Prepared): void {
    try {
      const answer = handler(parameters, new RunningCall(undefined));
      if (!(answer instanceof Promise)) return;
      this.#oneWay++;
      const ended = (): void => void this.#oneWay--;
      answer.then(ended, ended);
    } catch {
      // See above.
    }
  }

  /** A stream: `credit` items at the most before the peer asks for more. */
  open(call: Incoming, credit: number): void {
    const { strike } = this.#options;
    if (this.#running.has(call.id)) strike('a call id was used twice');
    else if (credit === 0 || credit > STREAM_CREDIT) strike('a stream asked for too much');
    else if (this.#openStreams >= OPEN_STREAMS || this.#running.size >= OPEN_CALLS)
      this.#turnAway(call.id, 'E_OVERLOAD');
    else this.#admit(call, (prepared) => this.#stream(call, prepared, credit));
  }

  pull(id: number, count: number): void {
    this.#streams.get(id)?.pull(count);
  }

  cancel(id: number): void {
    if (this.#running.abort(id)) this.#options.observer?.replied(id, 'E_CANCELLED', 0);
  }

  /** Calls one after the other; `fields` holds method number, argument count and arguments of each. */
  batch(id: number, stopOnError: boolean, fields: readonly unknown[]): void {
    const calls = this.#readBatch(fields);
    if (!calls || this.#running.has(id)) {
      this.#options.strike('a batch had the wrong form');
      return;
    }
    if (this.#running.size >= OPEN_CALLS) {
      this.#turnAway(id, 'E_OVERLOAD');
      return;
    }
    const running = this.#begin(id, { name: 'batch', args: fields, prefixes: undefined });
    this.#runBatch(calls, stopOnError, running).then(
      (outcomes) => this.#finish(id, outcomes),
      (error: unknown) => this.#finishFailed(id, error),
    );
  }

  close(): void {
    this.#running.abortAll();
    this.#streams.clear();
  }

  /** An answer of ours could not be cloned. */
  refused(id: number, error: BulkheadError): void {
    this.#fail(id, error, noStack);
  }

  /** Runs `serve` when everything the call names is there and checked; else the call fails and the peer gets a strike. */
  #admit(call: Incoming, serve: (prepared: Prepared) => void): void {
    const { prefixes } = call;
    if (!prefixes) {
      this.#checkAndServe(call, serve);
      return;
    }
    if (prefixes.trace && prefixes.trace.depth > CALL_DEPTH) {
      this.#turnAway(call.id, 'E_DEPTH');
      return;
    }
    try {
      const waits = this.#options.values.incoming(call.args, prefixes);
      if (!waits) this.#checkAndServe(call, serve);
      else this.#serveLater(call, waits, serve);
    } catch (thrown) {
      this.refuse(call.id, thrown as BulkheadError, true);
    }
  }

  /** The call counts as running meanwhile, so that it can be cancelled. */
  #serveLater(call: Incoming, waits: Promise<void>, serve: (prepared: Prepared) => void): void {
    const placeholder = new RunningCall(call.prefixes?.trace);
    this.#running.add(call.id, placeholder);
    waits.then(
      () => {
        if (this.#running.remove(call.id)) this.#checkAndServe(call, serve);
      },
      // What it builds on failed: it fails for the same reason, and that is nobody's attack.
      (error: unknown) => {
        if (this.#running.remove(call.id)) this.#fail(call.id, error, noStack);
      },
    );
  }

  #checkAndServe(call: Incoming, serve: (prepared: Prepared) => void): void {
    const prepared = this.#prepare(call.number, call.args);
    if (prepared instanceof BulkheadError) this.refuse(call.id, prepared, true);
    else serve(prepared);
  }

  #answer(call: Incoming, prepared: Prepared): void {
    const { id, prefixes, number } = call;
    if (prepared.spec.streams) {
      this.refuse(id, new BulkheadError('E_CONTRACT', { message: `${prepared.name} answers a stream` }), true);
      return;
    }
    if (!prepared.spec.ordered) {
      this.#runNow(id, prepared, prefixes);
      return;
    }
    const running = this.#begin(id, { name: prepared.name, args: prepared.parameters, prefixes });
    void this.#settle(
      id,
      this.#ordered.run(number, () => invoke(prepared, running)),
    );
  }

  /** The usual call. A handler that answers at once is not made to wait for a turn of its own. */
  #runNow(id: number, prepared: Prepared, prefixes: Prefixes | undefined): void {
    const running = this.#begin(id, { name: prepared.name, args: prepared.parameters, prefixes });
    let answer: unknown;
    try {
      answer = prepared.handler(prepared.parameters, running);
    } catch (thrown) {
      this.#finishFailed(id, thrown);
      return;
    }
    if (answer instanceof Promise) void this.#settle(id, answer);
    else this.#finish(id, answer);
  }

  #settle(id: number, work: Promise<unknown>): Promise<void> {
    return work.then(
      (value) => this.#finish(id, value),
      (error: unknown) => this.#finishFailed(id, error),
    );
  }

  #stream(call: Incoming, prepared: Prepared, credit: number): void {
    const { id, prefixes } = call;
    if (!prepared.spec.streams) {
      this.refuse(id, new BulkheadError('E_CONTRACT', { message: `${prepared.name} answers no stream` }), true);
      return;
    }
    // Those that waited for a value were let in before.
    if (this.#openStreams >= OPEN_STREAMS) {
      this.#turnAway(id, 'E_OVERLOAD');
      return;
    }
    this.#openStreams++;
    const running = this.#begin(id, { name: prepared.name, args: prepared.parameters, prefixes });
    const { outbox, clock } = this.#options;
    const run = async (): Promise<null> => {
      const items = (await invoke(prepared, running)) as Items<unknown>;
      const sender = new StreamSender({ id, outbox, clock, call: running, items, credit });
      this.#streams.set(id, sender);
      await sender.run();
      return null;
    };
    void this.#settle(
      id,
      run().finally(() => {
        this.#openStreams--;
        this.#streams.delete(id);
      }),
    );
  }

  #readBatch(fields: readonly unknown[]): { number: number; args: unknown[] }[] | undefined {
    const calls: { number: number; args: unknown[] }[] = [];
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

  async #runBatch(
    calls: readonly { number: number; args: unknown[] }[],
    stopOnError: boolean,
    running: RunningCall,
  ): Promise<unknown[]> {
    const outcomes: unknown[] = [];
    for (const { number, args } of calls) {
      if (running.aborted) break;
      const prepared = this.#prepare(number, args);
      // One that breaks the contract breaks the batch: whoever sent it did not check what it sent.
      if (prepared instanceof BulkheadError) throw prepared;
      try {
        outcomes.push(1, (await invoke(prepared, running)) ?? null);
      } catch (thrown) {
        outcomes.push(0, this.#wireError(thrown));
        if (stopOnError) break;
      }
    }
    return outcomes;
  }

  #begin(id: number, { name, args, prefixes }: Begun): RunningCall {
    const running = new RunningCall(prefixes?.trace);
    this.#running.add(id, running);
    this.#options.observer?.received(id, name, weigh(args));
    return running;
  }

  #finish(id: number, answer: unknown): void {
    if (!this.#running.remove(id)) return;
    const { outbox, values, observer } = this.#options;
    const value = answer ?? null;
    this.#options.kept.resolve(id, value);
    try {
      const travelling = typeof value === 'object' && value !== null ? values.outgoing(value, 0) : value;
      outbox.items.push(KIND.result, id, travelling);
      observer?.replied(id, null, weigh(value));
    } catch (thrown) {
      this.#fail(id, thrown);
    }
  }

  #finishFailed(id: number, error: unknown): void {
    if (this.#running.remove(id)) this.#fail(id, error);
  }

  /** The call, ready to run; or why it may not: no such method, or arguments that break its schema. */
  #prepare(number: number, args: unknown[]): Prepared | BulkheadError {
    const name = this.#names[number];
    if (name === undefined) return new BulkheadError('E_NO_MEMBER', { remoteStack: '' });
    const spec = this.#options.local[name] as MethodSpec;
    const parameters = parseParameters(name, spec, args);
    if (parameters instanceof BulkheadError) return parameters;
    return { name, spec, parameters, handler: this.#options.handlers[name] as Handler };
  }

  /** In a flood this is what happens most: an error of its own, with its stack, would cost more than the call. */
  #turnAway(id: number, code: 'E_OVERLOAD' | 'E_DEPTH'): void {
    const { kept, outbox } = this.#options;
    if (kept.get(id)) kept.reject(id, new BulkheadError(code));
    outbox.items.push(KIND.failure, id, TURNED_AWAY[code]);
    this.#options.observer?.replied(id, code, 0);
  }

  #fail(id: number, error: unknown, stackOf = this.#options.stackOf): void {
    this.#options.kept.reject(id, error);
    const wire = toWireError(error, { fallback: 'E_ADDIN', stackOf });
    this.#options.outbox.items.push(KIND.failure, id, wire);
    this.#options.observer?.replied(id, wire.code, 0);
  }

  #wireError(error: unknown) {
    return toWireError(error, { fallback: 'E_ADDIN', stackOf: this.#options.stackOf });
  }
}

/** Of an error that was made here, before anything of a handler ran: where this code lies is nobody's business. */
const noStack = (): undefined => undefined;

const TURNED_AWAY = {
  E_OVERLOAD: { code: 'E_OVERLOAD', message: ERRORS.E_OVERLOAD[0] },
  E_DEPTH: { code: 'E_DEPTH', message: ERRORS.E_DEPTH[0] },
} as const satisfies Record<string, WireError>;

/** What is known of a call when it begins to run. */
type Begun = Pick<ServedCall, 'name' | 'args' | 'prefixes'>;

type Handler = (parameters: unknown, context: RunningCall) => unknown;

interface Prepared {
  readonly name: string;
  readonly spec: MethodSpec;
  readonly parameters: unknown[];
  readonly handler: Handler;
}

async function invoke({ handler, parameters }: Prepared, running: RunningCall): Promise<unknown> {
  return await handler(parameters, running);
}
