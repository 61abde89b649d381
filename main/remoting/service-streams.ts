import { BulkheadError } from '../../addins/protocol/errors.ts';
import { CALL_DEADLINE } from '../../addins/protocol/limits.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Addins } from '../domains/addins.ts';
import type { Generation } from '../domains/generation.ts';
import type { CallBook } from './call-book.ts';
import { notReady, outward } from './service-errors.ts';
import type { OpenCall, Party } from './service-graph.ts';
import { ServiceTalk, type Talker } from './service-talk.ts';

/** Items of one stream that the host holds at the most, whatever its reader does. */
export const HELD_ITEMS = 64;
/** Streams of one provider that one add-in reads at once. */
export const STREAMS_PER_PAIR = 16;
/** Milliseconds a stream waits for its provider to start, or to be replaced. */
const READY_LIMIT = 15_000;
/** Milliseconds: a stream has no end of its own. The most that a timer takes. */
const NO_END = 2 ** 31 - 1;

export interface ServiceStreamRequest {
  readonly contract: string;
  readonly member: string;
  readonly args: readonly Plain[];
  /** Milliseconds until the next item. */
  readonly deadline: number | undefined;
  readonly within: number | undefined;
  /** The version whose words are sent, where adapters of the reader stand between. */
  readonly speaks: string | undefined;
}

export interface ServiceStreamsOptions {
  addins: Pick<Addins, 'whenServing' | 'domain'>;
  calls: CallBook;
}

interface Reader {
  readonly talker: Talker;
  readonly request: ServiceStreamRequest;
  readonly signal: AbortSignalLike;
}

/**
 * Members of contracts that answer item by item. The reader's credit decides: the host asks the provider for no more than it
 * may hold, and for that only when the reader took what came before.
 */
export class ServiceStreams {
  readonly #options: ServiceStreamsOptions;

  constructor(options: ServiceStreamsOptions) {
    this.#options = options;
  }

  /** Throws E_OVERLOAD, E_CYCLE, and whatever a call throws before it reaches its provider. */
  async open(provider: Party, { talker, request, signal }: Reader): Promise<AsyncIterableIterator<Plain>> {
    const talk = new ServiceTalk(talker, { ...request, use: 'stream' });
    const { deadline = talk.promised.deadline ?? CALL_DEADLINE } = request;
    const call = this.#beginCall(provider, talk, { talker, request, signal });
    const end = (): void => {
      talk.end();
      this.#options.calls.end(call);
    };
    try {
      const source = await this.#begin(call, talk, deadline);
      return new ServiceStream({
        ...source,
        call,
        talk,
        end,
        isReplaced: () => this.#isReplaced(call, source.generation),
      });
    } catch (thrown) {
      end();
      throw call.limit.error ?? outward(thrown, provider);
    }
  }

  #beginCall(provider: Party, talk: ServiceTalk, { talker, request, signal }: Reader): OpenCall {
    const { generation, party } = talker;
    const { contract, member, within } = request;
    const caller = { ...party, generation: generation.number };
    try {
      this.#checkRoom(party, provider);
      return this.#options.calls.begin(
        { caller, provider, contract, member, within, brought: talk.brought, isStream: true },
        { signal, milliseconds: NO_END },
      );
    } catch (thrown) {
      talk.end();
      throw thrown;
    }
  }

  #checkRoom(reader: Party, provider: Party): void {
    const open = this.#options.calls.open.filter(
      (call) => call.isStream && call.caller.addinId === reader.addinId && call.provider.addinId === provider.addinId,
    );
    if (open.length < STREAMS_PER_PAIR) return;
    throw new BulkheadError('E_OVERLOAD', {
      message: `${reader.displayName} reads ${STREAMS_PER_PAIR} streams of ${provider.displayName} already; end one of them first.`,
    });
  }

  async #begin(call: OpenCall, talk: ServiceTalk, deadline: number) {
    const { limit, provider } = call;
    const stopWaiting = this.#options.calls.clock.after(READY_LIMIT, () => limit.cut(notReady(provider)));
    const begun = this.#options.addins.whenServing(provider.addinId, async (generation) => {
      stopWaiting();
      if (limit.error) throw limit.error;
      call.state = 'running';
      call.generation = generation.number;
      return { generation, items: talk.open(call, generation, { credit: HELD_ITEMS, deadline }) };
    });
    return await Promise.race([limit.over, begun]).finally(stopWaiting);
  }

  #isReplaced({ provider }: OpenCall, generation: Generation): boolean {
    const current = this.#options.addins.domain(provider.addinId)?.current;
    return current !== undefined && current !== generation;
  }
}

interface OpenStream {
  readonly call: OpenCall;
  readonly talk: ServiceTalk;
  readonly generation: Generation;
  readonly items: AsyncIterableIterator<Plain>;
  end(): void;
  isReplaced(): boolean;
}

/** One stream between its provider and its reader. Every item is checked when the reader has room for it. */
class ServiceStream implements AsyncIterableIterator<Plain> {
  readonly #stream: OpenStream;

  constructor(stream: OpenStream) {
    this.#stream = stream;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Plain>> {
    const { items, talk, call, generation, end } = this.#stream;
    const result = await items.next().catch((thrown: unknown) => this.#fail(thrown));
    if (result.done) {
      end();
      return { done: true, value: undefined };
    }
    try {
      return { done: false, value: talk.itemOf(call, generation, result.value) };
    } catch (thrown) {
      await this.return();
      throw thrown;
    }
  }

  async return(): Promise<IteratorResult<Plain>> {
    const { items, end } = this.#stream;
    end();
    await items.return?.();
    return { done: true, value: undefined };
  }

  async #fail(thrown: unknown): Promise<never> {
    const failure = await this.#failure(thrown);
    this.#stream.end();
    throw failure;
  }

  async #failure(thrown: unknown): Promise<BulkheadError> {
    const { call, talk, generation, isReplaced } = this.#stream;
    const { limit, provider } = call;
    if (limit.error) return limit.error;
    if (!generation.session.closed) return outward(talk.failureOf(call, thrown), provider);
    const { reason } = await generation.whenExited;
    if (isReplaced()) {
      const message = `${provider.displayName} was replaced by another version. Read from the beginning.`;
      return new BulkheadError('E_DOMAIN_DRAINING', { message });
    }
    const message = `${provider.displayName} ended before its stream did. ${reason.message}`;
    return new BulkheadError('E_DOMAIN_UNLOADED', { message, detail: { reason: reason.code } });
  }
}
