import type { Clock } from '../clock.ts';
import type { CallbackSpec, ContractTable, MemberSpec, TupleCodec } from '../contracts/contract-method-table.ts';
import type { References } from '../contracts/wire.ts';
import { BulkheadError, toBulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import { CALL_DEADLINE, OPEN_CALLS } from '../limits.ts';
import type { PendingCalls } from '../pending-calls.ts';
import { type ReferenceRows, ReferenceTable } from '../references/reference-table.ts';
import type { RemoteObject } from '../references/remote-object.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import type { CallServer } from './call-server.ts';
import type { Outbox } from './outbox.ts';
import type { Prefixes } from './prefixes.ts';

/** Which objects may cross a port, and which are there from the start. */
export interface ObjectOptions {
  readonly contracts: readonly ContractTable[];
  /** Objects that the peer finds without asking, one for each contract. */
  readonly roots?: readonly { readonly line: string; readonly object: object }[];
  /** Where the running code is, for "acquired at" and "released at": in development a stack. */
  readonly where?: () => string;
  /** An end of an object that failed, and what looks like a leak. */
  readonly onTrouble?: (error: BulkheadError) => void;
}

export interface ObjectsParts {
  options: ObjectOptions;
  outbox: Outbox;
  clock: Clock;
  pending: PendingCalls;
  server: CallServer;
  observer: TrafficObserver | undefined;
}

interface Invocation {
  readonly id: number;
  readonly handle: number;
  readonly number: number;
  readonly slots: readonly unknown[];
  readonly prefixes: Prefixes | undefined;
}

/** A member of an object, or the one thing that a callback can do. */
interface Member {
  readonly name: string;
  readonly deadline: number;
  readonly ordered: boolean;
  readonly parameters: TupleCodec;
  readonly result: TupleCodec;
  run(object: object, values: readonly unknown[]): unknown;
}

/** The number under which a callback is called: it has no members. */
const CALLBACK = 0;

/** Objects that cross a port by reference: contracts say what they can do, the reference table who holds them. */
export class Objects {
  readonly #parts: ObjectsParts;
  readonly #contracts: ReadonlyMap<string, ContractTable>;
  readonly #table: ReferenceTable;
  readonly #references: References;
  /** What the numbers of the peer are. */
  readonly #contractOf = new Map<number, string>();
  /** Functions that call back over this port, and what they stand for. */
  readonly #callbacks = new WeakMap<object, RemoteObject>();
  readonly #roots = new Map<string, RemoteObject>();

  constructor(parts: ObjectsParts) {
    this.#parts = parts;
    const { outbox, clock, options } = parts;
    this.#contracts = new Map(options.contracts.map((contract) => [contract.line, contract]));
    const report = options.onTrouble ?? (() => undefined);
    this.#table = new ReferenceTable({
      clock,
      wire: {
        release: (handle, count) => outbox.items.push(KIND.release, handle, count),
        renew: (handle, milliseconds) => outbox.items.push(KIND.renew, handle, milliseconds),
        gone: (handle) => outbox.items.push(KIND.gone, handle),
      },
      call: (handle, member, args) => this.#call(handle, member, args),
      ...(options.where ? { where: options.where } : {}),
      onError: report,
      onLeak: (sign, lent) =>
        report(new BulkheadError('E_OVERLOAD', { message: `${lent} objects are lent on one port (${sign}).` })),
    });
    this.#references = {
      export: (value, place) => this.#export(value, place),
      resolve: (number, place) => this.#resolve(number, place),
      undo: (numbers) => {
        for (const number of numbers) this.#table.takeBack(number);
      },
    };
    for (const { line, object } of options.roots ?? []) {
      outbox.items.push(KIND.root, line, this.#export(object, line));
    }
  }

  /** Who holds what, for the ledger. */
  get rows(): ReferenceRows {
    return this.#table.rows;
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
    else this.#roots.set(line, this.#resolve(handle, line) as RemoteObject);
  }

  takeRelease(handle: number, count: number): void {
    this.#table.incoming.release(handle, count);
  }

  takeRenew(handle: number, milliseconds: number): void {
    this.#table.incoming.renew(handle, milliseconds);
  }

  takeGone(handle: number): void {
    this.#contractOf.delete(handle);
    this.#table.incoming.gone(handle);
  }

  /** A call of the peer to an object of ours. Everything it names is checked before anything runs. */
  invoke({ id, handle, number, slots, prefixes }: Invocation): void {
    const { server } = this.#parts;
    try {
      const { object, contract } = this.#table.target(handle);
      const member = this.#memberOf(contract, number);
      const values = member.parameters.decode(slots, { from: 0, to: slots.length }, this.#references);
      server.serve(
        {
          id,
          prefixes,
          args: slots,
          name: `${contract}.${member.name}`,
          order: member.ordered ? `#${handle}` : undefined,
        },
        () => this.#run(object, member, values),
      );
    } catch (thrown) {
      const error = toBulkheadError(thrown, 'E_CONTRACT');
      // What has ended meanwhile is nobody's fault; what cannot be meant is.
      server.refuse(id, error, error.code === 'E_CONTRACT');
    }
  }

  close(reason: BulkheadError): void {
    this.#table.closeAll(reason);
    this.#contractOf.clear();
    this.#roots.clear();
  }

  async #run(object: object, member: Member, values: readonly unknown[]): Promise<unknown[]> {
    const answer = await member.run(object, values);
    const slots: unknown[] = [];
    member.result.encode([answer ?? null], slots, this.#references);
    return slots;
  }

  async #call(handle: number, name: string, args: readonly unknown[]): Promise<unknown> {
    const { outbox, pending, observer } = this.#parts;
    if (pending.size >= OPEN_CALLS) throw new BulkheadError('E_OVERLOAD');
    const { line, number, member } = this.#find(handle, name);
    const slots: unknown[] = [];
    member.parameters.encode(args, slots, this.#references);
    const { id, answer } = pending.add({ spec: undefined, deadline: member.deadline, options: {} });
    const { items } = outbox;
    items.push(KIND.invoke, id, handle, number, slots.length);
    for (const slot of slots) items.push(slot);
    observer?.called(id, `${line}.${name}`, weigh(slots));
    const result = await answer;
    if (!Array.isArray(result)) throw broken('an answer had the wrong form');
    return member.result.decode(result, { from: 0, to: result.length }, this.#references)[0];
  }

  #find(handle: number, name: string): { line: string; number: number; member: Member } {
    const line = this.#contractOf.get(handle) ?? '';
    const number = line.includes('#') ? CALLBACK : this.#contracts.get(line)?.numbers.get(name);
    if (number === undefined) throw new BulkheadError('E_NO_MEMBER', { message: `${line} has no "${name}".` });
    return { line, number, member: this.#memberOf(line, number) };
  }

  #memberOf(place: string, number: number): Member {
    const table = this.#contracts.get(lineOf(place));
    if (place.includes('#')) {
      const callback = table?.callbacks.get(place);
      if (callback && number === CALLBACK) return callbackMember(callback);
    } else {
      const spec = table?.members.get(number);
      if (spec && spec.kind !== 'stream' && spec.kind !== 'event') return objectMember(spec);
    }
    throw broken(`${place} has no member ${number}`);
  }

  #export(value: unknown, place: string): number {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
      throw broken('no object was given');
    const object = this.#callbacks.get(value) ?? value;
    return this.#table.encode(object, { contract: place, acquiredBy: this.#where(place) });
  }

  #resolve(number: number, place: string): unknown {
    const object = this.#table.decode(number, { contract: place, acquiredBy: this.#where(place) });
    if (number < 0) return object;
    this.#contractOf.set(number, place);
    return place.includes('#') ? this.#callbackOf(object as RemoteObject) : object;
  }

  #callbackOf(remote: RemoteObject): (...values: unknown[]) => Promise<unknown> {
    const callback = Object.freeze((...values: unknown[]) => remote.call('', values));
    this.#callbacks.set(callback, remote);
    return callback;
  }

  #where(place: string): string {
    return this.#parts.options.where?.() ?? place;
  }
}

/** `acme.sheet@1#add.done` is a place in the contract `acme.sheet@1`. */
function lineOf(place: string): string {
  const hash = place.indexOf('#');
  return hash < 0 ? place : place.slice(0, hash);
}

/** The name comes from the contract that this side has, never from the wire. */
function objectMember(spec: MemberSpec): Member {
  const { name, deadline, ordered, parameters, result } = spec;
  const run = (object: object, values: readonly unknown[]): unknown => {
    const member = (object as Record<string, unknown>)[name];
    if (typeof member !== 'function') throw new BulkheadError('E_NO_MEMBER', { message: `It cannot "${name}".` });
    return Reflect.apply(member, object, [...values]) as unknown;
  };
  return { name, deadline, ordered, parameters, result, run };
}

function callbackMember({ parameters, result }: CallbackSpec): Member {
  const run = (object: object, values: readonly unknown[]): unknown =>
    (object as (...args: readonly unknown[]) => unknown)(...values);
  return { name: 'callback', deadline: CALL_DEADLINE, ordered: true, parameters, result, run };
}

function broken(reason: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: reason });
}
