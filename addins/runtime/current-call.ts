import { AsyncLocalStorage } from 'node:async_hooks';
import type { AbortSignalLike, CallContext, Trace } from '../protocol/method.ts';
import type { ServiceRequest } from '../protocol/methods/domain-methods.ts';

/** A call of another add-in while this one works on it. */
export interface AnsweredCall extends Trace {
  readonly signal: AbortSignalLike;
}

/**
 * For which call of another add-in the running code works, also behind an await and in what it leaves for later. The host is told
 * with every call that is made meanwhile: nobody has to think of it, and nobody is asked.
 */
export class CurrentCall {
  readonly #storage = new AsyncLocalStorage<AnsweredCall>();

  get call(): AnsweredCall | undefined {
    return this.#storage.getStore();
  }

  /** Works on a call of a service. */
  serve<Answer>({ call, trace, depth }: ServiceRequest, signal: AbortSignalLike, work: () => Answer): Answer {
    return this.#storage.run({ call, id: Number.parseInt(trace, CHAIN_RADIX), depth, signal }, work);
  }

  /** Works on a call of an object. The host names the chain of every call that another add-in makes; its own have none. */
  during<Answer>({ trace, signal }: CallContext, work: () => Answer): Answer {
    return trace ? this.#storage.run({ ...trace, signal }, work) : work();
  }

  /** Items are made when they are asked for: for the call that asked for the first of them. */
  items<Item>(items: AsyncIterableIterator<Item>): AsyncIterableIterator<Item> {
    const { call } = this;
    if (!call) return items;
    return {
      next: () => this.#storage.run(call, () => items.next()),
      return: async () => (await this.#storage.run(call, () => items.return?.())) ?? { done: true, value: undefined },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Arguments of a host method: a call to another add-in is made for the call that is worked on, where it names no other. */
  madeFor(method: string, args: unknown[]): unknown[] {
    const [contract, member, values, how] = args;
    const { call } = this;
    if (!call || !METHODS.has(method) || typeof how !== 'object' || how === null || 'within' in how) return args;
    return [contract, member, values, { ...how, within: call.call }];
  }
}

/** As the host writes a chain's number in requests. */
const CHAIN_RADIX = 36;

const METHODS: ReadonlySet<string> = new Set(['services.call', 'services.stream']);
