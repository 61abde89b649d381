import type { Clock } from './clock.ts';
import { BulkheadError, fromWireError, toBulkheadError, toWireError } from './errors.ts';
import { FRAME_HEADER, isCount, isFrame, KIND } from './frame.ts';
import { CALL_ARGUMENTS, OPEN_CALLS, STRIKES } from './limits.ts';
import type { AbortSignalLike, Handlers, MethodArguments, MethodResult, MethodSpec, MethodTable } from './method.ts';
import { PendingCalls } from './pending-calls.ts';
import { RunningCalls } from './running-calls.ts';
import { type TrafficObserver, weigh } from './traffic.ts';
import type { Transport } from './transport.ts';

export interface SessionOptions<Local extends MethodTable, Remote extends MethodTable> {
  transport: Transport;
  clock: Clock;
  /** What this side answers. */
  local: Local;
  handlers: Handlers<Local>;
  /** What the other side answers. */
  remote: Remote;
  /** Counts up with every generation; frames of another epoch are dropped. */
  epoch: number;
  /** Takes the UI messages of the peer; throws a BulkheadError when one breaks the contract. */
  onUi?: (message: unknown) => void;
  /** Runs once, with the reason, after everything pending was rejected. */
  onClose?: (reason: BulkheadError) => void;
  /** Reads the stack of an error behind a language wall, where `error.stack` is empty. */
  stackOf?: (error: Error) => string;
  /** Every frame or item that broke the contract. After STRIKES of them the session closes. */
  onViolation?: (error: BulkheadError) => void;
  /** Told of everything that passes, by name and weight. */
  observer?: TrafficObserver | undefined;
}

export interface CallOptions {
  signal?: AbortSignalLike;
  /** Milliseconds, instead of the method's own deadline. */
  deadline?: number;
}

/** What both ends of a port speak: calls, their answers and UI messages, one frame per turn, every item validated. */
export class Session<Local extends MethodTable, Remote extends MethodTable> {
  readonly #options: SessionOptions<Local, Remote>;
  readonly #localNames: readonly string[];
  readonly #remoteNumbers: ReadonlyMap<string, number>;
  readonly #pending: PendingCalls;
  readonly #running = new RunningCalls();
  #outgoing: unknown[] = [];
  #sequence = 0;
  #flushPlanned = false;
  #strikes = 0;
  #closed: BulkheadError | undefined;

  constructor(options: SessionOptions<Local, Remote>) {
    this.#options = options;
    this.#localNames = Object.keys(options.local);
    this.#remoteNumbers = new Map(Object.keys(options.remote).map((name, index) => [name, index]));
    this.#pending = new PendingCalls(options.clock, (id) => this.#append(KIND.cancel, id), options.observer);
    options.transport.start(
      (message) => this.#receive(message),
      () => this.#end(new BulkheadError('E_DOMAIN_UNLOADED')),
    );
  }

  /** The reason this session ended, or undefined while it is open. */
  get closed(): BulkheadError | undefined {
    return this.#closed;
  }

  /** Calls of ours that wait for an answer. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Calls of the peer that we still work on. */
  get runningCount(): number {
    return this.#running.size;
  }

  /**
   * Calls the peer. Rejects with a BulkheadError: E_CALL_TIMEOUT, E_CANCELLED, E_OVERLOAD, E_CONTRACT,
   * E_NOT_SERIALIZABLE, the reason of the close, or what the peer answered.
   */
  call<Name extends keyof Remote & string>(
    name: Name,
    args: MethodArguments<Remote[Name]>,
    options: CallOptions = {},
  ): Promise<MethodResult<Remote[Name]>> {
    if (this.#closed) return Promise.reject(this.#closed);
    const spec = this.#options.remote[name] as MethodSpec;
    if (this.#pending.size >= OPEN_CALLS) return Promise.reject(new BulkheadError('E_OVERLOAD'));
    if (options.signal?.aborted) return Promise.reject(new BulkheadError('E_CANCELLED'));
    const parsed = spec.parameters.safeParse(args);
    if (!parsed.success) return Promise.reject(contractError(name, parsed.error));
    const { id, answer } = this.#pending.add(spec, options);
    this.#options.observer?.called(id, name, weigh(args));
    this.#append(KIND.request, id, this.#remoteNumbers.get(name) as number, args.length, ...args);
    return answer as Promise<MethodResult<Remote[Name]>>;
  }

  /** Calls the peer without waiting; the sender cannot know whether it ran. */
  notify<Name extends keyof Remote & string>(name: Name, args: MethodArguments<Remote[Name]>): void {
    if (this.#closed) return;
    this.#options.observer?.counted('notify-out');
    this.#append(KIND.notify, this.#remoteNumbers.get(name) as number, args.length, ...args);
  }

  /** Sends one UI message, in order with everything else. */
  sendUi(message: unknown): void {
    if (this.#closed) return;
    this.#options.observer?.counted('ui-out');
    this.#append(KIND.ui, message);
  }

  /** Sends what waits now instead of at the end of the turn. */
  flush(): void {
    this.#flushPlanned = false;
    if (this.#outgoing.length === 0 || this.#closed) return;
    const items = this.#outgoing;
    this.#outgoing = [];
    try {
      this.#send(items);
    } catch {
      this.#sendSingly(items);
    }
  }

  /** Ends the session: everything pending is rejected with `reason`, the port is closed. Idempotent. */
  close(reason: BulkheadError = new BulkheadError('E_DOMAIN_UNLOADED')): void {
    if (this.#closed) return;
    this.flush();
    this.#end(reason);
    this.#options.transport.close();
  }

  #end(reason: BulkheadError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#outgoing = [];
    this.#pending.rejectAll(reason);
    this.#running.abortAll();
    this.#options.onClose?.(reason);
  }

  #append(...items: unknown[]): void {
    if (this.#closed) return;
    if (this.#outgoing.length === 0) this.#outgoing.push(0, 0);
    for (const item of items) this.#outgoing.push(item);
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    this.#options.clock.soon(() => this.flush());
  }

  #send(items: unknown[]): void {
    items[0] = this.#options.epoch;
    items[1] = this.#sequence++;
    this.#options.transport.send(items);
    this.#options.observer?.counted('frame-out');
  }

  /** A value in this frame cannot be cloned: only the item that holds it fails, the others go on their own. */
  #sendSingly(items: readonly unknown[]): void {
    for (const item of splitItems(items)) {
      try {
        this.#send([0, 0, ...item]);
      } catch (thrown) {
        const message = toBulkheadError(thrown).message;
        this.#refuse(item, new BulkheadError('E_NOT_SERIALIZABLE', { message, cause: thrown }));
      }
    }
  }

  #refuse(item: readonly unknown[], error: BulkheadError): void {
    const [kind, id] = item;
    if (kind === KIND.request) this.#pending.reject(id as number, error);
    if (kind === KIND.result) this.#fail(id as number, error);
  }

  #receive(message: unknown): void {
    if (this.#closed) return;
    if (!isFrame(message)) {
      this.#strike('a message was not a frame');
      return;
    }
    if (message[0] !== this.#options.epoch) {
      this.#options.observer?.counted('dropped');
      return;
    }
    this.#options.observer?.counted('frame-in');
    let index = FRAME_HEADER;
    while (index < message.length && !this.#closed) {
      const next = this.#takeItem(message, index);
      if (next < 0) return;
      index = next;
    }
  }

  /** Handles the item at `index`; answers where the next one starts, or -1 when the rest cannot be read. */
  #takeItem(frame: unknown[], index: number): number {
    switch (frame[index]) {
      case KIND.request:
        return this.#takeRequest(frame, index);
      case KIND.notify:
        return this.#takeNotify(frame, index);
      case KIND.result:
      case KIND.failure:
        return this.#takeAnswer(frame, index);
      case KIND.cancel:
        this.#takeCancel(frame[index + 1]);
        return index + 2;
      case KIND.ui:
        this.#takeUi(frame[index + 1]);
        return index + 2;
      default:
        this.#strike('an item had an unknown kind');
        return -1;
    }
  }

  #takeRequest(frame: unknown[], index: number): number {
    const [id, number, count] = [frame[index + 1], frame[index + 2], frame[index + 3]];
    const first = index + 4;
    if (!isCount(id) || !isCount(number) || !this.#argumentsFit(frame, first, count)) {
      this.#strike('a call had the wrong form');
      return -1;
    }
    const next = first + (count as number);
    if (this.#running.has(id)) this.#strike('a call id was used twice');
    else if (this.#running.size >= OPEN_CALLS) this.#fail(id, new BulkheadError('E_OVERLOAD'));
    else this.#run(id, number, frame.slice(first, next));
    return next;
  }

  #takeNotify(frame: unknown[], index: number): number {
    const [number, count] = [frame[index + 1], frame[index + 2]];
    const first = index + 3;
    if (!isCount(number) || !this.#argumentsFit(frame, first, count)) {
      this.#strike('a message had the wrong form');
      return -1;
    }
    const next = first + (count as number);
    const work = this.#prepare(number, frame.slice(first, next));
    this.#options.observer?.counted('notify-in');
    // Nobody waits for the outcome of a one-way call; the handler reports its own failures.
    if (work instanceof BulkheadError) this.#strike(work.message);
    else work(NEVER_ABORTED).catch(() => undefined);
    return next;
  }

  #takeAnswer(frame: unknown[], index: number): number {
    const [kind, id, value] = [frame[index], frame[index + 1], frame[index + 2]];
    if (!isCount(id) || index + 2 >= frame.length) {
      this.#strike('an answer had the wrong form');
      return -1;
    }
    const settled =
      kind === KIND.result ? this.#pending.resolve(id, value) : this.#pending.reject(id, fromWireError(value));
    if (settled === 'unknown') this.#strike('an answer to a call that was never made');
    if (settled === 'invalid') this.#strike('an answer had the wrong form');
    return index + 3;
  }

  #takeCancel(id: unknown): void {
    if (!isCount(id)) return;
    this.#running.abort(id);
    this.#options.observer?.replied(id, 'E_CANCELLED', 0);
  }

  #takeUi(message: unknown): void {
    this.#options.observer?.counted('ui-in');
    try {
      if (!this.#options.onUi)
        throw new BulkheadError('E_CONTRACT', {
          message: 'this port carries no views',
        });
      this.#options.onUi(message);
    } catch (thrown) {
      this.#strike(toBulkheadError(thrown, 'E_CONTRACT').message);
    }
  }

  #argumentsFit(frame: unknown[], first: number, count: unknown): boolean {
    return isCount(count) && count <= CALL_ARGUMENTS && first + count <= frame.length;
  }

  #run(id: number, number: number, args: unknown[]): void {
    const work = this.#prepare(number, args);
    const { observer } = this.#options;
    observer?.received(id, this.#localNames[number] ?? 'unknown', weigh(args));
    if (work instanceof BulkheadError) {
      this.#fail(id, work);
      this.#strike(work.message);
      return;
    }
    work(this.#running.add(id)).then(
      (value) => {
        if (!this.#running.remove(id)) return;
        observer?.replied(id, null, weigh(value));
        this.#append(KIND.result, id, value ?? null);
      },
      (error: unknown) => {
        if (this.#running.remove(id)) this.#fail(id, error);
      },
    );
  }

  /** The call, ready to run; or why it may not: no such method, or arguments that break its schema. */
  #prepare(number: number, args: unknown[]): ((signal: AbortSignalLike) => Promise<unknown>) | BulkheadError {
    const name = this.#localNames[number];
    if (name === undefined) return new BulkheadError('E_NO_MEMBER');
    const parsed = (this.#options.local[name] as MethodSpec).parameters.safeParse(args);
    if (!parsed.success) return contractError(name, parsed.error);
    const handler = this.#options.handlers[name] as (parameters: unknown, context: object) => unknown;
    return async (signal) => await handler(parsed.data, { signal });
  }

  #fail(id: number, error: unknown): void {
    const { stackOf, observer } = this.#options;
    const failure = toWireError(error, { fallback: 'E_ADDIN', stackOf });
    observer?.replied(id, failure.code, 0);
    this.#append(KIND.failure, id, failure);
  }

  #strike(message: string): void {
    const error = new BulkheadError('E_CONTRACT', { message });
    this.#strikes++;
    this.#options.observer?.counted('violation');
    this.#options.onViolation?.(error);
    if (this.#strikes >= STRIKES) this.close(error);
  }
}

const NEVER_ABORTED: AbortSignalLike = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

function contractError(
  name: string,
  error: { issues: readonly { path: PropertyKey[]; message: string }[] },
): BulkheadError {
  const issue = error.issues[0];
  const reason = issue ? `${issue.path.map(String).join('.')} ${issue.message}`.trim() : 'wrong form';
  return new BulkheadError('E_CONTRACT', { message: `${name}: ${reason}` });
}

/** How many fields the items of fixed length have, their kind included. */
const FIELDS: Readonly<Record<number, number>> = {
  [KIND.result]: 3,
  [KIND.failure]: 3,
  [KIND.cancel]: 2,
  [KIND.ui]: 2,
};

function* splitItems(items: readonly unknown[]): Generator<readonly unknown[]> {
  let index = FRAME_HEADER;
  while (index < items.length) {
    const end = index + itemLength(items, index);
    yield items.slice(index, end);
    index = end;
  }
}

function itemLength(items: readonly unknown[], index: number): number {
  if (items[index] === KIND.request) return 4 + (items[index + 3] as number);
  if (items[index] === KIND.notify) return 3 + (items[index + 2] as number);
  return FIELDS[items[index] as number] ?? items.length;
}
