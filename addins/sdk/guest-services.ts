import type { Adapter } from '../protocol/contracts/adapter.ts';
import type { EventListener, Provider } from '../protocol/contracts/provider.ts';
import type { ServiceEvent, ServiceRequest } from '../protocol/methods/domain-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import { listenableSignal } from './cancel-source.ts';
import type { Service } from './define-addin.ts';
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
import { OutgoingCalls } from './outgoing-calls.ts';
import { ToldEvents } from './told-events.ts';

/** Calls of this add-in to others, calls of others to it, and events between them. */
export class GuestServices {
  readonly #calls: OutgoingCalls;
  readonly #events: ToldEvents;

  /** `adapters`: what the add-in brings along, once it is loaded. */
  constructor(bridge: GuestBridge, adapters: () => readonly Adapter[]) {
    this.#calls = new OutgoingCalls(bridge, adapters);
    this.#events = new ToldEvents(bridge, adapters);
  }

  /** `within`: the number of the call that everything is done for; without it, the one that the runtime finds. */
  createHostServices(within?: number): HostServices {
    const call: HostServices['call'] = <Answer>(
      contract: string,
      member: string,
      ...[args = [], options = {}]: [args?: readonly unknown[], options?: ServiceCallOptions]
    ) => this.#calls.call({ contract, member, args, options, within }) as Promise<Answer>;
    const stream: HostServices['stream'] = <Item>(
      contract: string,
      member: string,
      ...[args = [], options = {}]: [args?: readonly unknown[], options?: ServiceStreamOptions]
    ) => this.#calls.stream({ contract, member, args, options, within }) as AsyncIterableIterator<Item>;
    return Object.freeze({
      ...{ call, stream },
      use: <const Members extends ServiceMembers>(contract: string, members: Members) =>
        createClient(call, contract, members),
      provider: (contract: string) => this.#provider({ call, stream }, contract),
      subscribe: (contract: string, listener: ServiceListener) => this.#events.subscribe(contract, listener),
      emit: (contract: string, topic: string, value: Plain) => this.#events.emit(contract, topic, value),
    });
  }

  carryEventsOf(services: Readonly<Record<string, Service>>): void {
    this.#events.carryEventsOf(services);
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

  accept(event: ServiceEvent): void {
    this.#events.accept(event);
  }

  /** A contract as adapters and generated clients take it. */
  #provider({ call, stream }: Pick<HostServices, 'call' | 'stream'>, contract: string): Provider {
    return Object.freeze({
      call: (member: string, values: readonly unknown[]) => call<unknown>(contract, member, values),
      stream: (member: string, values: readonly unknown[]) => stream<unknown>(contract, member, values),
      // Who knows is at the other end, and says E_NO_MEMBER.
      supports: () => true,
      listen: (event: string, listener: EventListener) => this.#events.listen(contract, event, listener),
    });
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
