import type { FailureWatch } from './addin-errors.ts';
import type { Clock } from './clock.ts';
import { BulkheadError, toBulkheadError } from './errors.ts';
import { FIRST_PREFIX, FRAME_HEADER, fieldsOf, isFrame, itemEnd, KIND } from './frame.ts';
import { CALL_ARGUMENTS, FRAME_ITEMS, PROTOCOL_RANGE, STRIKES } from './limits.ts';
import type { AbortSignalLike, Handlers, MethodArguments, MethodResult, MethodTable, Trace } from './method.ts';
import type { Settled } from './pending-calls.ts';
import type { TrafficObserver } from './traffic.ts';
import type { Transport } from './transport.ts';
import { type BatchCall, CallClient, type Outcome } from './wire/call-client.ts';
import { CallServer } from './wire/call-server.ts';
import { type Agreement, agree } from './wire/handshake.ts';
import { Heartbeat } from './wire/heartbeat.ts';
import { KeptAnswers } from './wire/kept-answers.ts';
import { type ObjectOptions, Objects } from './wire/objects.ts';
import { Outbox } from './wire/outbox.ts';
import type { PendingAnswer } from './wire/pending-answer.ts';
import { PrefixReader } from './wire/prefixes.ts';
import { type ProgressListener, ReceivingTransfers, SendingTransfers } from './wire/transfers.ts';
import { Values } from './wire/values.ts';

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
  /** What this side can do beyond the version of the protocol; short names. */
  features?: readonly string[];
  /** Milliseconds between two looks for signs of life, and questions without an answer until the peer counts as gone. */
  heartbeat?: { readonly interval: number; readonly misses: number };
  /** Takes the UI messages of the peer; throws a BulkheadError when one breaks the contract. */
  onUi?: (message: unknown) => void;
  /** Runs once, with the reason, after everything pending was rejected. */
  onClose?: (reason: BulkheadError) => void;
  /** What counts of the failures that the peer tells; everything does unless given. */
  failures?: FailureWatch;
  /** Reads the stack of an error behind a language wall, where `error.stack` is empty. */
  stackOf?: (error: Error) => string;
  /** Every frame or item that broke the contract. After STRIKES of them the session closes. */
  onViolation?: (error: BulkheadError) => void;
  /** Told of everything that passes, by name and weight. */
  observer?: TrafficObserver | undefined;
  /** Objects that cross by reference. Without: none do. */
  objects?: ObjectOptions;
}

export interface CallOptions {
  signal?: AbortSignalLike;
  /** Milliseconds, instead of the method's own deadline. */
  deadline?: number;
  /** The chain of calls that this one continues. */
  trace?: Trace;
  /** Of a stream: items that this side has room for, STREAM_CREDIT unless it says less. */
  credit?: number;
  /** Told where the call is refused on this side: nothing of it leaves. */
  unsent?: () => void;
  /** Told how far large values of this call have travelled. */
  onProgress?: ProgressListener;
}

const NO_OPTIONS: CallOptions = Object.freeze({});

type NamesOf<Table extends MethodTable, Streams extends boolean> = {
  [Name in keyof Table & string]: Table[Name]['streams'] extends Streams ? Name : never;
}[keyof Table & string];

/**
 * What both ends of a port speak: calls, streams, bytes and UI messages, one frame per turn, every item validated.
 * It knows no kind of port: see Transport.
 */
export class Session<Local extends MethodTable, Remote extends MethodTable> {
  readonly #options: SessionOptions<Local, Remote>;
  readonly #outbox: Outbox;
  readonly #client: CallClient;
  readonly #server: CallServer;
  readonly #values: Values;
  readonly #sending: SendingTransfers;
  readonly #receiving: ReceivingTransfers;
  readonly #objects: Objects;
  readonly #kept = new KeptAnswers();
  readonly #prefixes = new PrefixReader();
  readonly #heartbeat: Heartbeat | undefined;
  readonly #agreed = Promise.withResolvers<Agreement>();
  #agreement: Agreement | undefined;
  #strikes = 0;
  #closed: BulkheadError | undefined;

  constructor(options: SessionOptions<Local, Remote>) {
    this.#options = options;
    const { transport, clock, epoch, observer, stackOf, local, remote, handlers } = options;
    const outbox = new Outbox({
      transport,
      clock,
      epoch,
      onRefused: (item, error) => this.#refuse(item, error),
      onFrame: () => observer?.counted('frame-out'),
      onFlushed: () => this.#server.sent(),
    });
    this.#outbox = outbox;
    this.#sending = new SendingTransfers(outbox);
    this.#receiving = new ReceivingTransfers(outbox, clock);
    this.#values = new Values({ outbox, sending: this.#sending, receiving: this.#receiving, kept: this.#kept });
    const shared = { outbox, clock, values: this.#values, observer, failures: options.failures };
    this.#client = new CallClient({ ...shared, remote });
    const strike = (message: string): void => this.#strike(message);
    this.#server = new CallServer({ ...shared, local, handlers: handlers as never, kept: this.#kept, stackOf, strike });
    this.#agreed.promise.catch(() => undefined);
    this.#heartbeat = options.heartbeat && this.#listen(options.heartbeat);
    outbox.items.push(KIND.hello, PROTOCOL_RANGE[0], PROTOCOL_RANGE[1], [...(options.features ?? [])]);
    // After the first words: objects are named in them.
    const objects = options.objects ?? { contracts: [] };
    const parts = { outbox, clock, observer, pending: this.#client.pending, server: this.#server };
    this.#objects = new Objects({ ...parts, options: objects });
    transport.start(
      (message) => this.#receive(message),
      () => this.#end(new BulkheadError('E_DOMAIN_UNLOADED')),
    );
  }

  /** The reason this session ended, or undefined while it is open. */
  get closed(): BulkheadError | undefined {
    return this.#closed;
  }

  /** What both ends agreed on, when the peer has spoken. Rejects with the reason when the session ends before. */
  get agreed(): Promise<Agreement> {
    return this.#agreed.promise;
  }

  /** Objects that cross this port by reference. */
  get objects(): Objects {
    return this.#objects;
  }

  /** Calls of ours that wait for an answer. */
  get pendingCount(): number {
    return this.#client.pending.size;
  }

  /** Calls of the peer that we still work on. */
  get runningCount(): number {
    return this.#server.runningCount;
  }

  /**
   * Calls the peer. Rejects with a BulkheadError: E_CALL_TIMEOUT, E_CANCELLED, E_OVERLOAD, E_CONTRACT,
   * E_NOT_SERIALIZABLE, the reason of the close, or what the peer answered.
   */
  call<Name extends NamesOf<Remote, false>>(
    name: Name,
    args: MethodArguments<Remote[Name]>,
    options: CallOptions = NO_OPTIONS,
  ): Promise<MethodResult<Remote[Name]>> {
    if (this.#closed) {
      options.unsent?.();
      return Promise.reject(this.#closed);
    }
    return this.#client.call(name, args, options) as Promise<MethodResult<Remote[Name]>>;
  }

  /** The same, and the answer can stand for an argument of further calls before it is there: no round trip between. */
  pipeline<Name extends NamesOf<Remote, false>>(
    name: Name,
    args: MethodArguments<Remote[Name]>,
    options: CallOptions = {},
  ): PendingAnswer<MethodResult<Remote[Name]>> {
    return this.#client.keep(name, args, options) as PendingAnswer<MethodResult<Remote[Name]>>;
  }

  /** Reads a stream of the peer. Leaving the loop cancels it. Items arrive in order; memory is bounded by the credit. */
  stream<Name extends NamesOf<Remote, true>>(
    name: Name,
    args: MethodArguments<Remote[Name]>,
    options: CallOptions = {},
  ): AsyncIterableIterator<MethodResult<Remote[Name]>> {
    return this.#client.stream(name, args, options) as AsyncIterableIterator<MethodResult<Remote[Name]>>;
  }

  /** Calls made one after the other over there, with one answer for all. See {@link Outcome}. */
  batch(calls: readonly BatchCall[], options: CallOptions & { stopOnError?: boolean } = {}): Promise<Outcome[]> {
    if (this.#closed) return Promise.reject(this.#closed);
    return this.#client.batch(calls, options);
  }

  /** Calls the peer without waiting; the sender cannot know whether it ran. */
  notify<Name extends keyof Remote & string>(name: Name, args: MethodArguments<Remote[Name]>): void {
    if (!this.#closed) this.#client.notify(name, args);
  }

  /** Sends one UI message, in order with everything else. */
  sendUi(message: unknown): void {
    if (this.#closed) return;
    this.#outbox.items.push(KIND.ui, message);
    this.#options.observer?.counted('ui-out');
  }

  /** Sends what waits now instead of at the end of the turn. */
  flush(): void {
    this.#outbox.flush();
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
    this.#outbox.close();
    this.#heartbeat?.end();
    this.#agreed.reject(reason);
    this.#client.pending.rejectAll(reason);
    this.#server.close();
    this.#sending.clear();
    this.#receiving.clear(reason);
    this.#kept.clear();
    this.#objects.closeAll(reason);
    this.#options.onClose?.(reason);
  }

  #listen({ interval, misses }: { interval: number; misses: number }): Heartbeat {
    return new Heartbeat({
      ...{ clock: this.#options.clock, interval, misses },
      ask: (number) => this.#outbox.items.push(KIND.beat, number),
      onSilence: () => this.close(new BulkheadError('E_DOMAIN_UNLOADED', { message: 'There was no sign of life.' })),
    });
  }

  #refuse(item: readonly unknown[], error: BulkheadError): void {
    const [kind, id] = item as [number, number];
    if (kind === KIND.request || kind === KIND.batch || kind === KIND.open || kind === KIND.invoke)
      this.#client.refused(id, error);
    if (kind === KIND.result || kind === KIND.items) this.#server.refused(id, error);
  }

  #receive(message: unknown): void {
    if (this.#closed) return;
    if (!isFrame(message)) {
      this.#strike('a message was not a frame');
      return;
    }
    const { epoch, observer } = this.#options;
    if (message[0] !== epoch) {
      observer?.counted('dropped');
      return;
    }
    observer?.counted('frame-in');
    this.#heartbeat?.sign();
    let index = FRAME_HEADER;
    for (let left = FRAME_ITEMS; index < message.length && !this.#closed; left--) {
      const end = left > 0 ? itemEnd(message, index) : -1;
      if (end < 0) {
        this.#strike('an item had the wrong form');
        return;
      }
      this.#take(message, index, end);
      index = end;
    }
  }

  #take(frame: unknown[], index: number, end: number): void {
    const kind = frame[index] as number;
    if (!this.#agreement && kind !== KIND.hello) this.#strike('it spoke before it said who it is');
    else if (kind >= FIRST_PREFIX) this.#addPrefix(frame, index);
    else if (kind === KIND.request) this.#takeRequest(frame, index, end);
    else if (kind === KIND.result || kind === KIND.failure) this.#takeAnswer(frame, index);
    else if (kind === KIND.ui) this.#takeUi(frame[index + 1]);
    else this.#takeRarer(frame, index, end);
  }

  #takeRarer(frame: unknown[], index: number, end: number): void {
    const [kind, first, second] = [frame[index], frame[index + 1], frame[index + 2]] as [number, number, number];
    const server = this.#server;
    if (kind === KIND.notify) this.#takeNotify(frame, index, end);
    else if (kind === KIND.cancel) server.cancel(first);
    else if (kind === KIND.items) this.#judge(this.#client.items(first, frame.slice(index + 3, end)));
    else if (kind === KIND.pull) server.pull(first, second);
    else if (kind === KIND.open) this.#takeOpen(frame, index, end);
    else if (kind === KIND.batch) server.batch(first, second === 1, frame.slice(index + 4, end));
    else if (kind === KIND.forget) this.#kept.forget(first);
    else if (kind === KIND.invoke) this.#takeInvoke(frame, index, end);
    else if (kind >= KIND.release && kind <= KIND.root) this.#guard(() => this.#takeReference(kind, first, second));
    else this.#takeControl(frame, index);
  }

  #takeInvoke(frame: unknown[], index: number, end: number): void {
    const prefixes = this.#prefixes.take();
    const [id, handle, number] = [frame[index + 1], frame[index + 2], frame[index + 3]] as [number, number, number];
    this.#objects.invoke({ id, handle, number, slots: frame.slice(index + 5, end), prefixes });
  }

  #takeReference(kind: number, first: number, second: number): void {
    if (kind === KIND.release) this.#objects.takeRelease(first, second);
    else if (kind === KIND.renew) this.#objects.takeRenew(first, second);
    else if (kind === KIND.gone) this.#objects.takeGone(first);
    else this.#objects.takeRoot(first, second);
  }

  #takeControl(frame: unknown[], index: number): void {
    const [kind, first, second] = [frame[index], frame[index + 1] as number, frame[index + 2] as number];
    if (kind === KIND.hello) this.#takeHello(first, second, frame[index + 3]);
    else if (kind === KIND.beat) this.#outbox.items.push(KIND.beatBack, first);
    else if (kind === KIND.shape) this.#guard(() => this.#values.learnShape(first));
    else if (kind === KIND.bulk) this.#expect(this.#receiving.begin(first, second), 'a transfer was too large');
    else if (kind === KIND.chunk) this.#expect(this.#receiving.chunk(first, second), 'bytes came that belong nowhere');
    else if (kind === KIND.taken) this.#expect(this.#sending.taken(first, second), 'bytes arrived that were not sent');
    else if (kind === KIND.drop) this.#expect(this.#receiving.drop(first), 'bytes ended that were never sent');
    else if (kind !== KIND.beatBack) this.#strike('an item had an unknown kind');
  }

  #takeHello(oldest: number, newest: number, features: unknown): void {
    if (this.#agreement) {
      this.#strike('it said twice who it is');
      return;
    }
    try {
      this.#agreement = agree(oldest, newest, features);
      this.#agreed.resolve(this.#agreement);
    } catch (thrown) {
      this.close(thrown as BulkheadError);
    }
  }

  #addPrefix(frame: unknown[], index: number): void {
    this.#expect(this.#prefixes.add(frame, index), 'a call had the wrong form');
  }

  #takeRequest(frame: unknown[], index: number, end: number): void {
    const prefixes = this.#prefixes.take();
    const id = frame[index + 1] as number;
    const number = frame[index + 2] as number;
    const count = frame[index + 3] as number;
    if (count > CALL_ARGUMENTS) this.#strike('a call had the wrong form');
    else this.#server.request({ id, number, args: fieldsOf(frame, end - count, end), prefixes, credit: 0 });
  }

  #takeNotify(frame: unknown[], index: number, end: number): void {
    if ((frame[index + 2] as number) > CALL_ARGUMENTS) this.#strike('a message had the wrong form');
    else this.#server.notify(frame[index + 1] as number, frame.slice(index + 3, end));
  }

  #takeOpen(frame: unknown[], index: number, end: number): void {
    const prefixes = this.#prefixes.take();
    const [id, credit, number] = [frame[index + 1], frame[index + 2], frame[index + 3]] as [number, number, number];
    if (end - index - 5 > CALL_ARGUMENTS) this.#strike('a call had the wrong form');
    else this.#server.open({ id, number, args: frame.slice(index + 5, end), prefixes, credit });
  }

  #takeAnswer(frame: unknown[], index: number): void {
    const prefixes = this.#prefixes.take();
    const id = frame[index + 1] as number;
    const value = frame[index + 2];
    if (frame[index] === KIND.failure) this.#judge(this.#client.pending.rejectWith(id, value));
    else if (!prefixes) this.#judge(this.#client.pending.resolve(id, value));
    else this.#guard(() => this.#takePrefixed(id, value, prefixes));
  }

  #takePrefixed(id: number, value: unknown, prefixes: Parameters<Values['incoming']>[1]): void {
    const values = [value];
    const waits = this.#values.incoming(values, prefixes);
    const { pending } = this.#client;
    if (!waits) this.#judge(pending.resolve(id, values[0]));
    else
      waits.then(
        () => this.#judge(pending.resolve(id, values[0])),
        (error: unknown) => pending.reject(id, toBulkheadError(error)),
      );
  }

  #takeUi(message: unknown): void {
    this.#options.observer?.counted('ui-in');
    this.#guard(() => {
      if (!this.#options.onUi) throw new BulkheadError('E_CONTRACT', { message: 'this port carries no views' });
      this.#options.onUi(message);
    });
  }

  #judge(settled: Settled): void {
    if (settled === 'unknown') this.#strike('an answer to a call that was never made');
    if (settled === 'invalid') this.#strike('an answer had the wrong form');
  }

  #expect(fits: boolean, otherwise: string): void {
    if (!fits) this.#strike(otherwise);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#strike(toBulkheadError(thrown, 'E_CONTRACT').message);
    }
  }

  #strike(message: string): void {
    if (this.#closed) return;
    const error = new BulkheadError('E_CONTRACT', { message });
    this.#strikes++;
    this.#options.observer?.counted('violation');
    this.#options.onViolation?.(error);
    if (this.#strikes >= STRIKES) this.close(error);
  }
}
