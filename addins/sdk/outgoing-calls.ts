import { type Adapter, adapt } from '../protocol/contracts/adapter.ts';
import { lazyItems } from '../protocol/contracts/items.ts';
import type { Provider } from '../protocol/contracts/provider.ts';
import type { AbortSignalLike } from '../protocol/method.ts';
import type { Plain } from '../protocol/plain-data.ts';
import type { GuestBridge } from './guest-runtime.ts';
import { type Agreement, Agreements, adaptersFor } from './service-adapters.ts';
import { itemsOf } from './service-items.ts';

export interface OutgoingCall {
  contract: string;
  member: string;
  args: readonly unknown[];
  options: { readonly signal?: AbortSignalLike; readonly deadline?: number; readonly idempotent?: boolean };
  /** The number of the call that is being answered, where there is one. */
  within: number | undefined;
  /** The version whose words these are, where an adapter of ours stands before them. */
  speaks?: string;
}

/** Calls of this add-in to others, through the adapters that it has for newer or older providers. */
export class OutgoingCalls {
  readonly #bridge: GuestBridge;
  readonly #adapters: () => readonly Adapter[];
  readonly #agreements: Agreements;

  /** `adapters`: what the add-in brings along, once it is loaded. */
  constructor(bridge: GuestBridge, adapters: () => readonly Adapter[]) {
    this.#bridge = bridge;
    this.#adapters = adapters;
    this.#agreements = new Agreements(
      async (contract) => (await bridge.call('services.agree', [contract])) as Agreement,
    );
  }

  async call(call: OutgoingCall): Promise<unknown> {
    const { contract, member, args } = call;
    if (!this.#mayTranslate(contract)) return await this.#send(call);
    return await this.#agreements.with(contract, (agreement) => this.#provider(call, agreement).call(member, args));
  }

  stream(call: OutgoingCall): AsyncIterableIterator<unknown> {
    return this.#mayTranslate(call.contract) ? this.#agreedStream(call) : this.#read(call);
  }

  /** Most add-ins have no adapters, and ask nobody. */
  #mayTranslate(contract: string): boolean {
    return this.#adapters().some(({ to }) => to.startsWith(`${contract}@`));
  }

  /** With its first item it is certain that the agreement holds: before that nothing was done, and it may be opened anew. */
  #agreedStream(call: OutgoingCall): AsyncIterableIterator<unknown> {
    const { contract, member, args } = call;
    let opened: AsyncIterableIterator<unknown> | undefined;
    let isEnded = false;
    return lazyItems({
      member,
      open: () =>
        this.#agreements.with(contract, async (agreement) => {
          const items = this.#provider(call, agreement).stream(member, args);
          opened = items;
          if (isEnded) void items.return?.();
          return withFirst(await items.next(), items);
        }),
      ending() {
        isEnded = true;
        void opened?.return?.().catch(() => undefined);
      },
    });
  }

  #provider(call: OutgoingCall, { line, steps }: Agreement): Provider {
    const made = (member: string, args: readonly unknown[]) => ({ ...call, member, args, speaks: line });
    const provider: Provider = {
      call: (member, values) => this.#send(made(member, values)),
      stream: (member, values) => this.#read(made(member, values)),
      // Who knows is at the other end, and says E_NO_MEMBER.
      supports: () => true,
      listen: async () => () => undefined,
    };
    return adapt(provider, adaptersFor(this.#adapters(), steps));
  }

  async #send({ contract, member, args, options, within, speaks }: OutgoingCall): Promise<unknown> {
    const { signal, deadline, idempotent = false } = options;
    const wire = [contract, member, [...args], { idempotent, ...given({ deadline, within, speaks }) }];
    if (!signal) return await this.#bridge.call('services.call', wire);
    const { answer, cancel } = this.#bridge.open('services.call', wire);
    const onAbort = () => cancel();
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) cancel();
    try {
      return await answer;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #read({ contract, member, args, options: { deadline }, within, speaks }: OutgoingCall) {
    const wire = [contract, member, [...args], given({ deadline, within, speaks })];
    return itemsOf<unknown>(() => this.#bridge.read('services.stream', wire));
  }
}

/** Without what nobody has said. */
function given(values: Readonly<Record<string, Plain | undefined>>): Record<string, Plain> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Plain] => entry[1] !== undefined));
}

async function* withFirst(first: IteratorResult<unknown>, items: AsyncIterableIterator<unknown>) {
  if (first.done) return;
  yield first.value;
  yield* items;
}
