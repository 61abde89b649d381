import type { FailureWatch } from '../addin-errors.ts';
import type { Clock } from '../clock.ts';
import { BulkheadError } from '../errors.ts';
import { CALL_DEPTH, ONE_WAY_CALLS, OPEN_CALLS, ORDERED_CALLS, STREAM_CREDIT } from '../limits.ts';
import type { Handlers, MethodTable } from '../method.ts';
import { RunningCall, RunningCalls } from '../running-calls.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import { readBatch, runBatch } from './batch-server.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { checkCall, invoke, type LocalMethod, LocalMethods } from './local-methods.ts';
import { OrderedWork } from './ordered-work.ts';
import type { Outbox } from './outbox.ts';
import type { Prefixes } from './prefixes.ts';
import { Replies } from './replies.ts';
import { StreamServer } from './stream-server.ts';
import { answerTo } from './transfers.ts';
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
  failures: FailureWatch | undefined;
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
  /** Of a stream: items that the peer has room for. Of a call that is answered once: none. */
  readonly credit: number;
}

/** The calls that the peer makes: let in, checked, run. Every number and value comes from the peer. */
export class CallServer {
  readonly #options: CallServerOptions;
  readonly #methods: LocalMethods;
  readonly #running = new RunningCalls();
  readonly #ordered = new OrderedWork(ORDERED_CALLS);
  readonly #replies: Replies;
  readonly #streams: StreamServer;
  /** One-way calls at work. */
  #oneWay = 0;

  constructor(options: CallServerOptions) {
    this.#options = options;
    this.#methods = new LocalMethods(options.local, options.handlers);
    const { outbox, clock, values, kept, stackOf, observer, failures } = options;
    this.#replies = new Replies({ outbox, values, kept, stackOf, observer, failures, running: this.#running });
    this.#streams = new StreamServer({ outbox, clock });
  }

  get runningCount(): number {
    return this.#running.size;
  }

  /** A call that is answered once. */
  request(call: Incoming): void {
    if (!this.#mayBegin(call.id)) return;
    if (call.prefixes?.isKept && !this.#options.kept.add(call.id))
      this.#options.strike('too many answers were to be kept');
    else this.#admit(call);
  }

  /** A stream: `credit` items at the most before the peer asks for more. */
  open(call: Incoming): void {
    const { id, credit } = call;
    if (credit === 0 || credit > STREAM_CREDIT) this.#options.strike('a stream asked for too much');
    else if (!this.#mayBegin(id)) return;
    else if (this.#streams.isFull) this.#replies.turnAway(id, 'E_OVERLOAD');
    else this.#admit(call);
  }

  pull(id: number, count: number): void {
    this.#streams.pull(id, count);
  }

  /** Calls one after the other; `fields` holds method number, argument count and arguments of each. */
  batch(id: number, stopOnError: boolean, fields: readonly unknown[]): void {
    const calls = readBatch(fields);
    if (!calls) this.#options.strike('a batch had the wrong form');
    else if (this.#mayBegin(id)) {
      const running = this.#begin(id, { name: 'batch', args: fields, prefixes: undefined });
      const run = { methods: this.#methods, replies: this.#replies, running, stopOnError };
      void this.#replies.settle(id, runBatch(calls, run));
    }
  }

  /**
   * A call to an object, found and checked by whoever keeps the objects. `order`: one after the other under this key. What it
   * answers resolves when the call is over, whether or not `work` was ever begun.
   */
  async serve(call: ServedCall, work: (running: RunningCall) => Promise<unknown>): Promise<void> {
    const { id, prefixes, order } = call;
    if (!this.#mayBegin(id)) return;
    if (isTooDeep(prefixes)) {
      this.#replies.turnAway(id, 'E_DEPTH');
      return;
    }
    const running = this.#begin(id, call);
    const answer = order === undefined ? work(running) : this.#ordered.run(order, () => work(running));
    await this.#replies.settle(id, answer);
  }

  notify(number: number, args: unknown[]): void {
    const { observer, strike } = this.#options;
    observer?.counted('notify-in');
    const method = this.#methods.at(number);
    const parameters = checkCall(method, args);
    if (!method || parameters instanceof BulkheadError) strike((parameters as BulkheadError).message);
    else if (this.#oneWay >= ONE_WAY_CALLS) observer?.counted('dropped');
    else this.#runQuietly(method, parameters);
  }

  /** Nobody waits for the outcome of a one-way call; the handler reports its own failures. */
  #runQuietly(method: LocalMethod, parameters: unknown[]): void {
    try {
      const answer = method.run(parameters, new RunningCall(undefined));
      if (!(answer instanceof Promise)) return;
      this.#oneWay++;
      const ended = (): void => void this.#oneWay--;
      answer.then(ended, ended);
    } catch {
      // See above.
    }
  }

  cancel(id: number): void {
    if (this.#running.abort(id)) this.#options.observer?.replied(id, 'E_CANCELLED', 0);
    // Answered already, and the answer may be on its way still.
    else this.#options.values.stop(answerTo(id));
  }

  /** A call that cannot be served; `isFault` when its sender broke the contract. */
  refuse(id: number, error: BulkheadError, isFault: boolean): void {
    this.#replies.refuse(id, error);
    if (isFault) this.#options.strike(error.message);
  }

  /** What was to be sent for this call could not be cloned. A stream ends with it. */
  refused(id: number, error: BulkheadError): void {
    this.#running.abort(id);
    this.#replies.refused(id, error);
  }

  /** What was to be sent has left. */
  sent(): void {
    this.#replies.sent();
  }

  close(): void {
    this.#running.abortAll();
    this.#streams.close();
  }

  /** False when the id is in use, which is a strike, or there are too many already. */
  #mayBegin(id: number): boolean {
    if (this.#running.has(id)) this.#options.strike('a call id was used twice');
    else if (this.#running.size >= OPEN_CALLS) this.#replies.turnAway(id, 'E_OVERLOAD');
    else return true;
    return false;
  }

  /** Serves the call when everything that it names is there. */
  #admit(call: Incoming): void {
    const { prefixes } = call;
    if (!prefixes) this.#checkAndServe(call);
    else if (isTooDeep(prefixes)) this.#replies.turnAway(call.id, 'E_DEPTH');
    else this.#admitPrefixed(call, prefixes);
  }

  #admitPrefixed(call: Incoming, prefixes: Prefixes): void {
    try {
      const waits = this.#options.values.incoming(call.args, prefixes);
      if (waits) this.#serveLater(call, waits);
      else this.#checkAndServe(call);
    } catch (thrown) {
      this.refuse(call.id, thrown as BulkheadError, true);
    }
  }

  /** The call counts as running meanwhile, so that it can be cancelled. */
  #serveLater(call: Incoming, waits: Promise<void>): void {
    this.#running.add(call.id, new RunningCall(call.prefixes?.trace));
    waits.then(
      () => {
        if (this.#running.remove(call.id)) this.#checkAndServe(call);
      },
      // What it builds on failed: it fails for the same reason, and that is nobody's attack.
      (error: unknown) => {
        if (this.#running.remove(call.id)) this.#replies.refuse(call.id, error);
      },
    );
  }

  #checkAndServe(call: Incoming): void {
    const method = this.#methods.at(call.number);
    const parameters = checkCall(method, call.args);
    if (!method || parameters instanceof BulkheadError) this.refuse(call.id, parameters as BulkheadError, true);
    else if (method.spec.streams !== call.credit > 0) this.refuse(call.id, wrongWay(method), true);
    else if (call.credit > 0) this.#stream(call, method, parameters);
    else this.#answer(call, method, parameters);
  }

  /** A handler that answers at once is not made to wait for a turn of its own. */
  #answer({ id, number, prefixes }: Incoming, method: LocalMethod, parameters: unknown[]): void {
    const running = this.#begin(id, { name: method.name, args: parameters, prefixes });
    if (method.spec.ordered) {
      const work = this.#ordered.run(number, () => invoke(method, parameters, running));
      void this.#replies.settle(id, work);
      return;
    }
    try {
      const answer = method.run(parameters, running);
      if (answer instanceof Promise) void this.#replies.settle(id, answer);
      else this.#replies.answer(id, answer);
    } catch (thrown) {
      this.#replies.fail(id, thrown);
    }
  }

  #stream({ id, prefixes, credit }: Incoming, method: LocalMethod, parameters: unknown[]): void {
    // Those that waited for a value were let in before.
    if (this.#streams.isFull) {
      this.#replies.turnAway(id, 'E_OVERLOAD');
      return;
    }
    const running = this.#begin(id, { name: method.name, args: parameters, prefixes });
    void this.#replies.settle(id, this.#streams.run({ id, method, parameters, running, credit }));
  }

  #begin(id: number, { name, args, prefixes }: Begun): RunningCall {
    const running = new RunningCall(prefixes?.trace);
    this.#running.add(id, running);
    this.#options.observer?.received(id, name, weigh(args));
    return running;
  }
}

/** What is known of a call when it begins to run. */
type Begun = Pick<ServedCall, 'name' | 'args' | 'prefixes'>;

function isTooDeep(prefixes: Prefixes | undefined): boolean {
  return prefixes?.trace !== undefined && prefixes.trace.depth > CALL_DEPTH;
}

function wrongWay({ name, spec }: LocalMethod): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: `${name} answers ${spec.streams ? 'a' : 'no'} stream` });
}
