import type { Clock } from '../clock.ts';
import { BulkheadError } from '../errors.ts';
import { REFERENCES } from '../limits.ts';
import { HeldReference, type HoldingTable } from './held-reference.ts';
import { leaseExpired, wrongContract, wrongForm } from './reference-errors.ts';
import type { ReferenceGroup } from './reference-group.ts';
import { isHandle, type ReferenceWire } from './reference-wire.ts';
import { homeOf, type RemoteCall, type RemoteObject } from './remote-object.ts';

/** How a reference is received. */
export interface ReceiveOptions {
  /** What the place in the message says that it is. */
  readonly contract: string;
  /** For whom it was received: a method's name, in development a stack. */
  readonly acquiredBy: string;
  /** What gives it back together with others; without one, only its own dispose() does. */
  readonly group?: ReferenceGroup;
}

/** One held reference, for the ledger. */
export interface ImportRow {
  readonly handle: number;
  readonly contract: string;
  /** How many times it was received and not given back. */
  readonly tokens: number;
  readonly acquiredAt: number;
  readonly acquiredBy: string;
  readonly groups: readonly string[];
}

export interface ImportsOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly wire: Pick<ReferenceWire, 'release' | 'renew'>;
  /** Calls a member of the peer's object. */
  readonly call: RemoteCall;
  /** The place in the code that lets go, in development a stack. */
  readonly where: () => string;
}

/** What this end of a port holds of the other: one object per handle, however often it is received. */
export class Imports {
  readonly #options: ImportsOptions;
  readonly #held = new Map<number, HeldReference>();
  readonly #table: HoldingTable;
  #closed: BulkheadError | undefined;

  constructor(options: ImportsOptions) {
    this.#options = options;
    this.#table = {
      call: (handle, member, ...how) => options.call(handle, member, ...how),
      renew: (handle, milliseconds) => options.wire.renew(handle, milliseconds),
      release: (held) => this.#release(held),
    };
  }

  get size(): number {
    return this.#held.size;
  }

  get rows(): ImportRow[] {
    return [...this.#held.values()].map((held) => ({
      handle: held.handle,
      contract: held.contract,
      tokens: held.tokenCount,
      acquiredAt: held.acquiredAt,
      acquiredBy: held.acquiredBy,
      groups: [...held.tokens.keys()].flatMap((group) => (group ? [group.name] : [])),
    }));
  }

  /** One more token for `handle`. Throws E_CONTRACT, E_OVERLOAD, or the reason of the close, and gives the token back. */
  receive(handle: number, options: ReceiveOptions): RemoteObject {
    if (this.#closed) throw this.#closed;
    if (!isHandle(handle)) throw wrongForm('a reference');
    const known = this.#held.get(handle);
    const refusal = this.#refusal(handle, { known, ...options });
    if (refusal) {
      this.discard(handle);
      throw refusal;
    }
    const held = known ?? this.#add(handle, options);
    held.tokens.set(options.group, (held.tokens.get(options.group) ?? 0) + 1);
    options.group?.join(this);
    return held.remote;
  }

  /** A reference came in an item that nobody looks at: it goes back, or the owner would keep the object for ever. */
  discard(handle: number): void {
    if (!this.#closed && isHandle(handle)) this.#options.wire.release(handle, 1);
  }

  holds(handle: number): boolean {
    return this.#held.has(handle);
  }

  /** One of the times that `handle` was received goes back; those that came for a group stay with it. */
  giveBack(handle: number): void {
    const held = this.#held.get(handle);
    const count = held?.tokens.get(undefined) ?? 0;
    if (!held || count === 0) return;
    if (count > 1) held.tokens.set(undefined, count - 1);
    else held.tokens.delete(undefined);
    if (held.tokens.size === 0) this.#forget(held, 'it came in a message that was refused');
    this.#options.wire.release(handle, 1);
  }

  /**
   * The number of something we hold, undefined for an object that is no reference. Throws E_LEASE_EXPIRED for what we let
   * go of, E_CONTRACT for another contract's and for another port's: who passes those on makes an object of its own.
   */
  handleOf(value: object, contract: string): number | undefined {
    const home = homeOf(value);
    if (!home) return undefined;
    if (home.table !== this.#table) throw new BulkheadError('E_CONTRACT', { message: 'a reference of another port' });
    if (home.ended) throw home.ended();
    if (home.contract !== contract) throw wrongContract(home.handle, contract);
    return home.handle;
  }

  /** The owner says that a handle has ended. Throws E_CONTRACT for what is no handle; an unknown one has crossed. */
  takeGone(handle: unknown): void {
    if (!isHandle(handle)) throw wrongForm('the end of a reference');
    const held = this.#held.get(handle);
    if (held) this.#forget(held, 'its owner ended it, or its lease was over');
  }

  /** Gives back what came for this group. */
  releaseGroup(group: ReferenceGroup): void {
    for (const held of [...this.#held.values()]) {
      const count = held.tokens.get(group);
      if (count === undefined) continue;
      held.tokens.delete(group);
      if (held.tokens.size === 0)
        this.#forget(held, `the group "${group.name}" was released at ${this.#options.where()}`);
      this.#options.wire.release(held.handle, count);
    }
  }

  /** Idempotent. */
  closeAll(reason: BulkheadError): void {
    if (this.#closed) return;
    this.#closed = reason;
    for (const held of this.#held.values()) held.ended = () => reason;
    this.#held.clear();
  }

  #refusal(
    handle: number,
    { known, contract }: { known: HeldReference | undefined; contract: string },
  ): BulkheadError | undefined {
    if (known) return known.contract === contract ? undefined : wrongContract(handle, contract);
    if (this.#held.size < REFERENCES) return undefined;
    return new BulkheadError('E_OVERLOAD', { message: `${REFERENCES} references are held on this port already` });
  }

  #add(handle: number, { contract, acquiredBy }: ReceiveOptions): HeldReference {
    const acquiredAt = this.#options.clock.now();
    const held = new HeldReference(this.#table, { handle, contract, acquiredBy, acquiredAt });
    this.#held.set(handle, held);
    return held;
  }

  /** All tokens go back at once. The count travels: what the owner sends meanwhile is not covered by it. */
  #release(held: HeldReference): void {
    const count = held.tokenCount;
    this.#forget(held, `the last reference was released at ${this.#options.where()}`);
    this.#options.wire.release(held.handle, count);
  }

  #forget(held: HeldReference, reason: string): void {
    const { handle, contract } = held;
    held.ended = () => leaseExpired({ handle, contract, reason });
    this.#held.delete(handle);
  }
}
