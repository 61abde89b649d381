import type { Clock } from '../clock.ts';
import type { ContractTable } from '../contracts/contract-method-table.ts';
import type { References } from '../contracts/wire.ts';
import { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import type { CallContext, Trace } from '../method.ts';
import type { PendingCalls } from '../pending-calls.ts';
import type { ObjectCallOptions } from '../references/reference-call.ts';
import { type ReferenceRows, ReferenceTable } from '../references/reference-table.ts';
import type { RelayPort } from '../references/relay.ts';
import type { RemoteObject } from '../references/remote-object.ts';
import type { TrafficObserver } from '../traffic.ts';
import type { CallServer } from './call-server.ts';
import { type CalledMember, ObjectClient } from './object-client.ts';
import { broken, CALLBACK, callbackOf, isCallback, memberOf } from './object-members.ts';
import { type Invocation, ObjectServer } from './object-server.ts';
import type { Outbox } from './outbox.ts';

/** Which objects may cross a port, and which are there from the start. */
export interface ObjectOptions {
  readonly contracts: readonly ContractTable[];
  /** Objects that the peer finds without asking, one for each contract. */
  readonly roots?: readonly { readonly line: string; readonly object: object }[];
  /** Where the running code is, for "acquired at" and "released at": in development a stack. */
  readonly where?: () => string;
  /** An end of an object that failed, and what looks like a leak. */
  readonly onTrouble?: (error: BulkheadError) => void;
  /** Objects of the peer are for others: see RelayPort. */
  readonly relay?: RelayPort;
  /** Runs each call of the peer to an object of ours, for whoever ends this side and for what is called meanwhile. */
  readonly during?: <Answer>(work: () => Promise<Answer>, context: CallContext) => Promise<Answer>;
  /** The call that is worked on where somebody calls an object of the peer now. */
  readonly current?: () => Trace | undefined;
}

export interface ObjectsParts {
  options: ObjectOptions;
  outbox: Outbox;
  clock: Clock;
  pending: PendingCalls;
  server: CallServer;
  observer: TrafficObserver | undefined;
}

/** What a number of the peer's is here: the object, or what stands for it. */
interface Peer {
  readonly place: string;
  readonly remote: RemoteObject;
  readonly shown: object;
}

/** Objects that cross a port by reference: contracts say what they can do, the reference table who holds them. */
export class Objects {
  readonly #parts: ObjectsParts;
  readonly #contracts: Map<string, ContractTable>;
  readonly #table: ReferenceTable;
  readonly #relay: RelayPort | undefined;
  readonly #client: ObjectClient;
  readonly #server: ObjectServer;
  /** What the numbers of the peer are. */
  readonly #peers = new Map<number, Peer>();
  /** Functions and stand-ins that call over this port, and what they stand for. */
  readonly #homes = new WeakMap<object, RemoteObject>();
  /** What is lent here for somebody else, by its number. */
  readonly #relayed = new Map<number, object>();
  readonly #roots = new Map<string, RemoteObject>();

  constructor(parts: ObjectsParts) {
    this.#parts = parts;
    const { outbox, clock, options } = parts;
    this.#contracts = new Map(options.contracts.map((contract) => [contract.line, contract]));
    this.#relay = options.relay;
    this.#client = new ObjectClient({ ...parts, current: options.current });
    const report = options.onTrouble ?? (() => undefined);
    this.#table = new ReferenceTable({
      clock,
      wire: {
        release: (handle, count) => {
          if (!this.#table.holds(handle)) this.#peers.delete(handle);
          outbox.items.push(KIND.release, handle, count);
        },
        renew: (handle, milliseconds) => outbox.items.push(KIND.renew, handle, milliseconds),
        gone: (handle) => outbox.items.push(KIND.gone, handle),
      },
      call: (handle, member, ...how) => this.#call(handle, member, ...how),
      ...(options.where ? { where: options.where } : {}),
      onError: report,
      onLeak: (sign, lent) =>
        report(new BulkheadError('E_OVERLOAD', { message: `${lent} objects are lent on one port (${sign}).` })),
    });
    this.#server = new ObjectServer({
      ...{ server: parts.server, table: this.#table, contracts: this.#contracts, objects: this },
      ...{ relay: options.relay, during: options.during },
    });
    for (const { line, object } of options.roots ?? []) {
      outbox.items.push(KIND.root, line, this.#export(object, line));
    }
  }

  /** Who holds what, for the ledger. */
  get rows(): ReferenceRows {
    return this.#table.rows;
  }

  /** Contracts that came to be known after the port was opened, and before anything of them crosses it. */
  learn(contracts: readonly ContractTable[]): void {
    for (const contract of contracts) this.#contracts.set(contract.line, contract);
  }

  /** For values of calls that travel beside the objects. What comes in is put into `received` as well: see letGo. */
  references(received: object[] = []): References {
    return {
      export: (value, place) => this.#export(value, place),
      resolve: (number, place) => this.#resolve(number, place, received),
      undo: (numbers) => {
        for (const number of numbers) this.#table.takeBack(number);
      },
      discard: (numbers) => {
        for (const number of numbers) this.#table.giveBack(number);
      },
    };
  }

  /** For reading a message that is refused: what came in it goes back at once. */
  get unwanted(): References {
    return {
      export: () => {
        throw broken('nothing is lent in a message that is refused');
      },
      resolve: (number) => {
        this.#table.discard(number);
        return null;
      },
    };
  }

  /** The work for which these came is done. */
  letGo(received: readonly object[]): void {
    if (received.length > 0) this.#relay?.letGo(received);
  }

  /** The peer's object of this contract, when it has offered one: after its first words, see Session.agreed. */
  root(line: string): RemoteObject | undefined {
    return this.#roots.get(line);
  }

  /** Throws E_CONTRACT for a root that cannot be meant. */
  takeRoot(line: unknown, handle: number): void {
    if (typeof line !== 'string' || this.#roots.has(line)) throw broken('a first object had the wrong form');
    // An object of a contract that this side does not know is no fault: it goes back unused.
    if (!this.#contracts.has(line)) this.#table.discard(handle);
    else this.#roots.set(line, this.#resolve(handle, line, []) as RemoteObject);
  }

  takeRelease(handle: number, count: number): void {
    this.#table.incoming.release(handle, count);
  }

  takeRenew(handle: number, milliseconds: number): void {
    this.#table.incoming.renew(handle, milliseconds);
    const standIn = this.#relayed.get(handle);
    if (standIn) this.#relay?.renewed(standIn, milliseconds);
  }

  takeGone(handle: number): void {
    const peer = this.#peers.get(handle);
    this.#peers.delete(handle);
    this.#table.incoming.gone(handle);
    if (peer) this.#relay?.ended(peer.shown, 'its owner ended it');
  }

  /** A call of the peer to an object of ours. */
  invoke(invocation: Invocation): void {
    this.#server.invoke(invocation);
  }

  /** Idempotent. */
  closeAll(reason: BulkheadError): void {
    this.#table.closeAll(reason);
    for (const { shown } of this.#peers.values()) this.#relay?.ended(shown, reason.message);
    this.#peers.clear();
    this.#roots.clear();
  }

  async #call(
    handle: number,
    name: string,
    ...[args, options]: [args: readonly unknown[], options: ObjectCallOptions]
  ): Promise<unknown> {
    const target = this.#find(handle, name);
    const result = await this.#client.call(target, args, { options, references: this.references() });
    const received: object[] = [];
    const [value] = target.member.result.decode(result, { from: 0, to: result.length }, this.references(received));
    if (received.length > 0 && this.#relay) {
      options.received?.push(...received);
      // Whoever passes it on does so in this turn.
      this.#parts.clock.after(0, () => this.letGo(received));
    }
    return value;
  }

  #find(handle: number, name: string): CalledMember {
    const line = this.#peers.get(handle)?.place ?? '';
    const number = isCallback(line) ? CALLBACK : this.#contracts.get(line)?.numbers.get(name);
    if (number === undefined) throw new BulkheadError('E_NO_MEMBER', { message: `${line} has no "${name}".` });
    return { handle, line, name, number, member: memberOf(this.#contracts, line, number) };
  }

  #export(value: unknown, place: string): number {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
      throw broken('no object was given');
    const home = this.#homes.get(value);
    if (!home && this.#relay?.knows(value)) return this.#lendOn(value, place, this.#relay);
    return this.#table.encode(home ?? value, { contract: place, acquiredBy: this.#where(place) });
  }

  /** Lends what is another port's. When the peer holds it no more, whoever keeps it for this port hears of it. */
  #lendOn(standIn: object, place: string, relay: RelayPort): number {
    relay.admit(standIn);
    let lent = 0;
    const revoke = (reason: string): void => this.#table.revoke(lent, reason);
    const handle = this.#table.encode(standIn, {
      contract: place,
      acquiredBy: `${place} of ${relay.ownerOf(standIn)}`,
      finalizer: () => {
        this.#relayed.delete(lent);
        relay.returned(standIn, revoke);
      },
    });
    if (this.#relayed.has(handle)) return handle;
    lent = handle;
    this.#relayed.set(handle, standIn);
    relay.lent(standIn, revoke);
    return handle;
  }

  #resolve(number: number, place: string, received: object[]): unknown {
    const object = this.#table.decode(number, { contract: place, acquiredBy: this.#where(place) });
    if (number < 0) return object;
    const remote = object as RemoteObject;
    const known = this.#peers.get(number);
    const shown = known?.remote === remote ? known.shown : this.#show(remote, place);
    if (shown !== known?.shown) this.#peers.set(number, { place, remote, shown });
    if (!this.#relay) return shown;
    this.#relay.received(shown, remote);
    received.push(shown);
    return shown;
  }

  /** The same for as long as it is held, so that one object is one object wherever it is passed on to. */
  #show(remote: RemoteObject, place: string): object {
    const shown = isCallback(place) ? callbackOf(remote) : this.#relay ? Object.freeze({}) : remote;
    if (shown !== remote) this.#homes.set(shown, remote);
    return shown;
  }

  #where(place: string): string {
    return this.#parts.options.where?.() ?? place;
  }
}
