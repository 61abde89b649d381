import { type Adapter, adapt } from '../protocol/contracts/adapter.ts';
import type { Provider } from '../protocol/contracts/provider.ts';
import { BulkheadError } from '../protocol/errors.ts';
import type { ServiceEvent, ServiceRequest } from '../protocol/methods/domain-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import { listenableSignal } from './cancel-source.ts';
import type { GuestBridge, GuestSignal } from './guest-runtime.ts';
import type {
  HostServices,
  ServiceCall,
  ServiceCallOptions,
  ServiceClient,
  ServiceListener,
  ServiceMember,
  ServiceMembers,
  ServiceStreamOptions,
} from './host-services.ts';
import { type Agreement, Agreements, adaptersFor } from './service-adapters.ts';
import { itemsOf } from './service-items.ts';

interface OutgoingCall {
  contract: string;
  member: string;
  args: readonly unknown[];
  options: ServiceCallOptions;
  /** The number of the call that this one is made for, where it is bound to one. */
  within: number | undefined;
  /** The version whose words these are, where an adapter of ours stands before them. */
  speaks?: string;
}

/** Calls of this add-in to others, calls of others to it, and events between them. */
export class GuestServices {
  readonly #bridge: GuestBridge;
  readonly #adapters: () => readonly Adapter[];
  readonly #agreements: Agreements;
  readonly #listeners = new Map<string, Set<ServiceListener>>();

  /** `adapters`: what the add-in brings along, once it is loaded. */
  constructor(bridge: GuestBridge, adapters: () => readonly Adapter[]) {
    this.#bridge = bridge;
    this.#adapters = adapters;
    this.#agreements = new Agreements(
      async (contract) => (await bridge.call('services.agree', [contract])) as Agreement,
    );
  }

  /** `within`: the number of the call that everything is done for; without it, the one that the runtime finds. */
  createHostServices(within?: number): HostServices {
    const call: HostServices['call'] = <Answer>(
      contract: string,
      member: string,
      ...[args = [], options = {}]: [args?: readonly unknown[], options?: ServiceCallOptions]
    ) => this.#call({ contract, member, args, options, within }) as Promise<Answer>;
    return Object.freeze({
      call,
      stream: <Item>(
        contract: string,
        member: string,
        ...[args = [], options = {}]: [args?: readonly unknown[], options?: ServiceStreamOptions]
      ) => this.#stream<Item>({ contract, member, args, options, within }),
      use: <const Members extends ServiceMembers>(contract: string, members: Members) =>
        createClient(call, contract, members),
      provider: (contract: string) => createProvider(call, contract),
      subscribe: (contract: string, listener: ServiceListener) => this.#subscribe(contract, listener),
      emit: async (contract: string, topic: string, value: Plain) => {
        await this.#bridge.call('services.emit', [contract, topic, value]);
      },
    });
  }

  /** Runs a member for a call of another add-in. */
  async answer(member: ServiceMember, request: ServiceRequest, signal: GuestSignal): Promise<unknown> {
    const { call: number, caller, trace, depth } = request;
    const call: ServiceCall = Object.freeze({
      caller: Object.freeze({ addinId: caller.addinId, displayName: caller.displayName }),
      services: this.createHostServices(number),
      signal: listenableSignal(signal),
      trace,
      depth,
    });
    return (await member(call, ...request.args)) ?? null;
  }

  /** A listener that throws does not keep the others from hearing it. */
  accept({ contract, topic, value }: ServiceEvent): void {
    for (const listener of [...(this.#listeners.get(contract) ?? [])]) {
      try {
        listener(topic, value);
      } catch (thrown) {
        this.#bridge.log('error', `A listener for ${contract} failed: ${String(thrown)}`);
      }
    }
  }

  /** Through the adapters that this add-in has for newer or older providers; most have none, and ask nobody. */
  async #call(call: OutgoingCall): Promise<unknown> {
    const { contract, member, args } = call;
    if (!this.#adapters().some(({ to }) => to.startsWith(`${contract}@`))) return await this.#send(call);
    return await this.#agreements.with(contract, ({ line, steps }) => {
      const provider = {
        call: (name: string, values: readonly unknown[]) =>
          this.#send({ ...call, member: name, args: values as readonly Plain[], speaks: line }),
        // Who knows is at the other end, and says E_NO_MEMBER.
        supports: () => true,
        listen: () => () => undefined,
      };
      return adapt(provider, adaptersFor(this.#adapters(), steps)).call(member, args);
    });
  }

  async #send({ contract, member, args, options, within, speaks }: OutgoingCall): Promise<unknown> {
    const { signal, deadline, idempotent = false } = options;
    const how = {
      idempotent,
      ...(deadline === undefined ? {} : { deadline }),
      ...(within === undefined ? {} : { within }),
      ...(speaks === undefined ? {} : { speaks }),
    };
    const wire = [contract, member, [...args], how];
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

  #stream<Item>({ contract, member, args, options, within }: OutgoingCall): AsyncIterableIterator<Item> {
    const { deadline } = options;
    const how = { ...(deadline === undefined ? {} : { deadline }), ...(within === undefined ? {} : { within }) };
    return itemsOf(() => this.#bridge.read('services.stream', [contract, member, [...args], how]));
  }

  async #subscribe(contract: string, listener: ServiceListener): Promise<() => void> {
    const known = this.#listeners.get(contract);
    const listeners = known ?? new Set();
    listeners.add(listener);
    this.#listeners.set(contract, listeners);
    try {
      await this.#bridge.call('services.subscribe', [contract]);
    } catch (thrown) {
      this.#forget(contract, listener);
      throw thrown;
    }
    return () => {
      if (this.#forget(contract, listener)) this.#bridge.notify('services.unsubscribe', [contract]);
    };
  }

  /** True where nobody here listens to that contract any more. */
  #forget(contract: string, listener: ServiceListener): boolean {
    const listeners = this.#listeners.get(contract);
    if (!listeners?.delete(listener) || listeners.size > 0) return false;
    this.#listeners.delete(contract);
    return true;
  }
}

function createClient<const Members extends ServiceMembers>(
  call: HostServices['call'],
  contract: string,
  members: Members,
): ServiceClient<Members> {
  const functions = Object.entries(members).map(([member, options]) => [
    member,
    (...args: Plain[]) => call(contract, member, args, options),
  ]);
  return Object.freeze(Object.fromEntries(functions)) as ServiceClient<Members>;
}

/** What it tells is heard with `subscribe`: the host keeps the newest of each topic, which `listen` promises to nobody. */
function createProvider(call: HostServices['call'], contract: string): Provider {
  return Object.freeze({
    call: (member: string, values: readonly unknown[]) => call(contract, member, values as readonly Plain[]),
    supports: () => true,
    listen(): never {
      throw new BulkheadError('E_NO_MEMBER', { message: `What ${contract} tells is heard with services.subscribe.` });
    },
  });
}
