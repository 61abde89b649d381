import type { Clock } from '../clock.ts';
import { BulkheadError, toBulkheadError } from '../errors.ts';
import { REFERENCES } from '../limits.ts';
import { EndedHandles } from './ended-handles.ts';
import { DEFAULT_LEASE, Lease, type LeaseInfo, type LeasePolicy } from './lease.ts';
import { neverLent, wrongContract, wrongForm } from './reference-errors.ts';
import { isHandle, type ReferenceWire } from './reference-wire.ts';

/** How an object is lent. */
export interface LendOptions {
  readonly contract: string;
  /** Where the code is that lends it: a method's name, in development a stack. */
  readonly acquiredBy: string;
  /** Only the first time counts: a lease does not change while it runs. */
  readonly lease?: LeasePolicy;
  /** Ends together with the others of this name. Lent without a group as well, the object stays. */
  readonly group?: string;
  /** Runs once, when the peer holds it no more, for whatever reason. Only the first one counts. */
  readonly finalizer?: () => void;
}

/** One lent object, for the ledger. */
export interface ExportRow {
  readonly handle: number;
  readonly contract: string;
  /** How many times it was sent and not given back. */
  readonly tokens: number;
  /** The clock's time of the first lending. */
  readonly acquiredAt: number;
  readonly acquiredBy: string;
  readonly groups: readonly string[];
  readonly lease: LeaseInfo;
}

interface Lent {
  readonly handle: number;
  readonly object: object;
  readonly contract: string;
  readonly acquiredAt: number;
  readonly acquiredBy: string;
  readonly lease: Lease;
  readonly finalizer: (() => void) | undefined;
  readonly groups: Set<string>;
  /** Lent outside of any group. */
  ungrouped: boolean;
  tokens: number;
  ending: string;
}

export interface ExportsOptions {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly wire: Pick<ReferenceWire, 'gone'>;
  /** A finalizer failed; nobody waits for it. */
  readonly onError: (error: BulkheadError) => void;
}

/** What this end of a port has lent to the other: handles, and how often the peer holds each. */
export class Exports {
  readonly #options: ExportsOptions;
  readonly #lent = new Map<number, Lent>();
  readonly #handles = new Map<object, Map<string, Lent>>();
  readonly #ended = new EndedHandles();
  #next = 1;
  #closed: BulkheadError | undefined;

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#lent.size;
  }

  get rows(): ExportRow[] {
    return [...this.#lent.values()].map(({ handle, contract, tokens, acquiredAt, acquiredBy, groups, lease }) => ({
      handle,
      contract,
      tokens,
      acquiredAt,
      acquiredBy,
      groups: [...groups],
      lease: lease.info,
    }));
  }

  /** The number to send; sending it gives the peer one more token. Throws E_OVERLOAD, or the reason of the close. */
  lend(object: object, options: LendOptions): number {
    if (this.#closed) throw this.#closed;
    const known = this.#handles.get(object)?.get(options.contract);
    // A reference that is just being sent must not end before it can be used.
    known?.lease.renewOnCall();
    const lent = known ?? this.#add(object, options);
    if (options.group === undefined) lent.ungrouped = true;
    else lent.groups.add(options.group);
    lent.tokens++;
    return lent.handle;
  }

  /** The item that held the number was never sent. */
  takeBack(handle: number): void {
    const lent = this.#lent.get(handle);
    if (lent) this.#drop(lent, 1, 'it was never sent');
  }

  /** What a number of the peer's means here. Throws E_CONTRACT (never lent, other contract) or E_LEASE_EXPIRED. */
  find(handle: number, contract: string): object {
    const lent = this.#lent.get(handle);
    if (!lent) throw this.#missing(handle, contract);
    if (lent.contract !== contract) throw wrongContract(handle, contract);
    return lent.object;
  }

  /** The object a call is for. Every item that comes in for it keeps it alive. Throws like {@link find}. */
  findForCall(handle: number): { readonly object: object; readonly contract: string } {
    const lent = this.#lent.get(handle);
    if (!lent) throw this.#missing(handle);
    lent.lease.renewOnCall();
    return { object: lent.object, contract: lent.contract };
  }

  /** What something that has ended was lent as; undefined where nobody remembers. */
  endedContract(handle: number): string | undefined {
    return this.#ended.contractOf(handle);
  }

  lease(handle: number): Lease | undefined {
    return this.#lent.get(handle)?.lease;
  }

  /** The peer gives tokens back. Throws E_CONTRACT for what it cannot have. */
  takeRelease(handle: unknown, count: unknown): void {
    const lent = this.#mine(handle);
    if (!isHandle(count)) throw wrongForm('a release');
    // It crossed with the end of the handle; nothing is left to give back.
    if (!lent) return;
    if (count > lent.tokens) {
      throw new BulkheadError('E_CONTRACT', {
        message: `${lent.contract} #${lent.handle} was given back more often than it was sent`,
      });
    }
    this.#drop(lent, count, 'its holder gave the last reference back');
  }

  /** The peer asks for time. Throws E_CONTRACT for a handle it cannot have. */
  takeRenew(handle: unknown, milliseconds: unknown): void {
    const lent = this.#mine(handle);
    if (typeof milliseconds !== 'number' || !(milliseconds > 0)) throw wrongForm('a renewal');
    lent?.lease.renew(milliseconds);
  }

  /** The owner ends it: the peer is told, and its next use fails. Harmless when it has ended. */
  revoke(handle: number, reason: string): void {
    const lent = this.#lent.get(handle);
    if (lent) this.#revoke(lent, reason);
  }

  /** Ends what was lent in this group and nowhere else. */
  endGroup(group: string, reason: string): void {
    for (const lent of [...this.#lent.values()]) {
      if (lent.groups.delete(group) && lent.groups.size === 0 && !lent.ungrouped) this.#revoke(lent, reason);
    }
  }

  /** One look at the clock for every lease. */
  tick(): void {
    for (const lent of [...this.#lent.values()]) lent.lease.tick();
  }

  /** The port has ended: everything is freed, and nothing is told to the peer, who hears the same. Idempotent. */
  closeAll(reason: BulkheadError): void {
    if (this.#closed) return;
    this.#closed = reason;
    for (const lent of [...this.#lent.values()]) this.#end(lent, reason.message);
  }

  #add(object: object, options: LendOptions): Lent {
    if (this.#lent.size >= REFERENCES) {
      throw new BulkheadError('E_OVERLOAD', {
        message: `${REFERENCES} objects are lent on this port already; give back what is not needed`,
      });
    }
    const lent = this.#create(object, options);
    this.#lent.set(lent.handle, lent);
    const contracts = this.#handles.get(object) ?? new Map<string, Lent>();
    contracts.set(options.contract, lent);
    this.#handles.set(object, contracts);
    lent.lease.activate();
    return lent;
  }

  #create(object: object, { contract, acquiredBy, finalizer, lease: policy = DEFAULT_LEASE }: LendOptions): Lent {
    const { clock } = this.#options;
    const lent: Lent = {
      handle: this.#next++,
      object,
      contract,
      acquiredAt: clock.now(),
      acquiredBy,
      lease: new Lease({ clock, policy, onExpired: () => this.#expired(lent) }),
      finalizer,
      groups: new Set(),
      ungrouped: false,
      tokens: 0,
      ending: '',
    };
    return lent;
  }

  #mine(handle: unknown): Lent | undefined {
    if (!isHandle(handle) || handle >= this.#next) throw neverLent();
    return this.#lent.get(handle);
  }

  #missing(handle: number, contract?: string): BulkheadError {
    if (this.#closed) return this.#closed;
    return isHandle(handle) && handle < this.#next ? this.#ended.error(handle, contract) : neverLent();
  }

  #drop(lent: Lent, count: number, reason: string): void {
    lent.tokens -= count;
    if (lent.tokens === 0) this.#end(lent, reason);
  }

  #revoke(lent: Lent, reason: string): void {
    this.#end(lent, reason);
    this.#options.wire.gone(lent.handle);
  }

  /** Every way out of the table leads through the end of the lease, which comes once. */
  #end(lent: Lent, reason: string): void {
    lent.ending = reason;
    lent.lease.cancel();
  }

  #expired(lent: Lent): void {
    const timedOut = lent.ending === '';
    this.#lent.delete(lent.handle);
    const reason = timedOut ? 'nobody used it for so long that its lease ended' : lent.ending;
    this.#ended.add(lent.handle, { reason, contract: lent.contract });
    const contracts = this.#handles.get(lent.object);
    contracts?.delete(lent.contract);
    if (contracts?.size === 0) this.#handles.delete(lent.object);
    if (timedOut) this.#options.wire.gone(lent.handle);
    try {
      lent.finalizer?.();
    } catch (thrown) {
      this.#options.onError(toBulkheadError(thrown));
    }
  }
}
