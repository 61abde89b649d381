import type { Provider } from '../protocol/contracts/provider.ts';
import type { AbortSignalLike } from '../protocol/method.ts';
import type { Plain } from '../protocol/plain-data.ts';

export interface ServiceCallOptions {
  /** Calls it off: the other add-in is told, and the call rejects with E_CANCELLED. */
  signal?: AbortSignalLike;
  /** Milliseconds until the call is given up; 30 seconds unless it says otherwise. */
  deadline?: number;
  /** True where doing it twice does no harm: then it is made once more when the other add-in ends before it answers. */
  idempotent?: boolean;
}

export interface ServiceStreamOptions {
  /** Milliseconds until the next item at the latest, while there is room for it; 30 seconds unless it says otherwise. */
  deadline?: number;
}

/** The members of a contract that an add-in uses, and how each is called. */
export type ServiceMembers = Readonly<Record<string, Omit<ServiceCallOptions, 'signal'>>>;
export type ServiceClient<Members extends ServiceMembers> = {
  readonly [Name in keyof Members]: (...args: Plain[]) => Promise<Plain>;
};

export type ServiceListener = (topic: string, value: Plain) => void;

/** What other add-ins offer, through the host. */
export interface HostServices {
  /** Calls a member of a contract that `consumes` of the manifest names. Plain data, or what the contract says. */
  call<Answer = Plain>(
    contract: string,
    member: string,
    ...how: [args?: readonly unknown[], options?: ServiceCallOptions]
  ): Promise<Answer>;
  /** The same as functions: exactly those that `members` lists, whatever the other add-in has besides. */
  use<const Members extends ServiceMembers>(contract: string, members: Members): ServiceClient<Members>;
  /**
   * Reads a member of the kind `stream`: `for await (const row of services.stream('acme.table', 'rows'))`. Leaving the loop tells
   * the other add-in to stop. A stream is read once.
   */
  stream<Item = Plain>(
    contract: string,
    member: string,
    ...how: [args?: readonly unknown[], options?: ServiceStreamOptions]
  ): AsyncIterableIterator<Item>;
  /**
   * A contract as the clients that "bulkhead contract --types" writes take it: `calcV1Client(services.provider('acme.calc'))`.
   * What is listened to through it is heard as with `subscribe`: the newest of each event, where the listener is slow.
   */
  provider(contract: string): Provider;
  /** Hears what the provider of a contract tells: the newest value of each topic. The function that it answers ends it. */
  subscribe(contract: string, listener: ServiceListener): Promise<() => void>;
  /**
   * Tells everybody who has subscribed to a contract that this add-in provides. An object of a contract's class in `services`
   * does it by itself for each of its events.
   */
  emit(contract: string, topic: string, value: Plain): Promise<void>;
}

/** A call of another add-in while it is answered. */
export interface ServiceCall {
  /** Who calls, in the host's word: it cannot be forged by the caller. */
  readonly caller: { readonly addinId: string; readonly displayName: string };
  /** Calls to others that are made to answer this one: the host knows then who waits for whom. */
  readonly services: HostServices;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignalLike;
  /** The same for every call that follows from one. */
  readonly trace: string;
  /** 1 for a call that follows from no other one. */
  readonly depth: number;
}

/** Answers one member of a contract. The call comes first: what the caller sends can never stand in its place. */
export type ServiceMember = (call: ServiceCall, ...args: Plain[]) => unknown;
