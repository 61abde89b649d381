import type { Clock } from '../clock.ts';
import type { BulkheadError } from '../errors.ts';
import { REFERENCE_LOOK_INTERVAL } from '../limits.ts';
import { type ExportRow, Exports, type LendOptions } from './exports.ts';
import { GrowthWatch, type LeakSign } from './growth-watch.ts';
import { type ImportRow, Imports, type ReceiveOptions } from './imports.ts';
import { LEASE_POLL } from './lease.ts';
import { wrongForm } from './reference-errors.ts';
import { isHandle, type ReferenceWire } from './reference-wire.ts';
import type { RemoteCall } from './remote-object.ts';

export interface ReferenceTableOptions {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly wire: ReferenceWire;
  /** Calls a member of the peer's object; the table has checked that it is still held. */
  readonly call: RemoteCall;
  /** Where the running code is, for "released at": a stack in development, otherwise a name. */
  readonly where?: () => string;
  /** A finalizer failed. */
  readonly onError?: (error: BulkheadError) => void;
  /** The number of lent objects looks like a leak. */
  readonly onLeak?: (sign: LeakSign, lent: number) => void;
}

export interface ReferenceRows {
  /** Ours, held by the peer. */
  readonly lent: readonly ExportRow[];
  /** The peer's, held by us. */
  readonly held: readonly ImportRow[];
}

/**
 * The references of one end of one port. The port binds them to its generation: a handle means nothing anywhere else,
 * and a number is never used twice. On the wire a reference is one number: positive names an object of the sender,
 * negative one of the receiver, which is how an object that is sent home becomes itself again.
 *
 * A release and a reference to the same object may cross. The release carries how many receptions it gives back, so the
 * owner still counts the one under way, and the holder makes a new object for it. The sum of what the owner counts is
 * always what the holder counts and what is under way in either direction.
 */
export class ReferenceTable {
  readonly #options: ReferenceTableOptions;
  readonly #exports: Exports;
  readonly #imports: Imports;
  readonly #growth = new GrowthWatch();
  #lastLook: number;
  #stopPolling: (() => void) | undefined;
  #closed: BulkheadError | undefined;

  constructor(options: ReferenceTableOptions) {
    this.#options = options;
    const { clock, wire, call, where = () => 'dispose()', onError = () => undefined } = options;
    this.#exports = new Exports({ clock, wire, onError });
    this.#imports = new Imports({ clock, wire, call, where });
    this.#lastLook = clock.now();
  }

  get lentCount(): number {
    return this.#exports.size;
  }

  get heldCount(): number {
    return this.#imports.size;
  }

  get rows(): ReferenceRows {
    return { lent: this.#exports.rows, held: this.#imports.rows };
  }

  /**
   * The number that stands for `object` in a message. Lends it, or sends home what came from the peer. Throws E_OVERLOAD,
   * E_LEASE_EXPIRED for a reference that was released, E_CONTRACT for one of another contract or port, or the reason of the close.
   */
  encode(object: object, options: LendOptions): number {
    if (this.#closed) throw this.#closed;
    const home = this.#imports.handleOf(object, options.contract);
    if (home !== undefined) return -home;
    const handle = this.#exports.lend(object, options);
    this.#poll();
    return handle;
  }

  /** The message with this number was not sent after all. */
  takeBack(number: number): void {
    if (number > 0) this.#exports.takeBack(number);
  }

  /**
   * What a number in a message of the peer stands for: a remote object, or one of ours that came home. Throws E_CONTRACT
   * for what the peer cannot have or what is something else, E_LEASE_EXPIRED for what has ended; never another object.
   */
  decode(number: unknown, options: ReceiveOptions): object {
    if (this.#closed) throw this.#closed;
    if (typeof number !== 'number' || !isHandle(Math.abs(number))) throw wrongForm('a reference');
    if (number < 0) return this.#exports.find(-number, options.contract);
    return this.#imports.receive(number, options);
  }

  /** Is there an object of the peer under this number of its own? */
  holds(handle: number): boolean {
    return this.#imports.holds(handle);
  }

  /** A message with this number was refused after it was decoded. */
  giveBack(number: number): void {
    if (number > 0) this.#imports.giveBack(number);
  }

  /** A message with this number came and is refused unread. */
  discard(number: unknown): void {
    if (isHandle(number)) this.#imports.discard(number);
  }

  /** The object that a call of the peer names; keeps it alive. Throws E_CONTRACT or E_LEASE_EXPIRED. */
  target(handle: number): { readonly object: object; readonly contract: string } {
    return this.#exports.findForCall(handle);
  }

  /** What that object was lent as, where it has ended. */
  endedContract(handle: number): string | undefined {
    return this.#exports.endedContract(handle);
  }

  /** The lease of something lent, for sponsors. */
  lease(handle: number): ReturnType<Exports['lease']> {
    return this.#exports.lease(handle);
  }

  revoke(handle: number, reason: string): void {
    this.#exports.revoke(handle, reason);
  }

  endGroup(group: string, reason: string): void {
    this.#exports.endGroup(group, reason);
  }

  /** What the peer says; each throws E_CONTRACT for a message that breaks the contract. */
  readonly incoming = Object.freeze({
    release: (handle: unknown, count: unknown): void => this.#exports.takeRelease(handle, count),
    renew: (handle: unknown, milliseconds: unknown): void => this.#exports.takeRenew(handle, milliseconds),
    gone: (handle: unknown): void => this.#imports.takeGone(handle),
  });

  /** The port has ended. Everything is freed, finalizers run, later use fails with `reason`. Idempotent. */
  closeAll(reason: BulkheadError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#stopPolling?.();
    this.#stopPolling = undefined;
    this.#imports.closeAll(reason);
    this.#exports.closeAll(reason);
  }

  /** Leases are looked at while something is lent; an idle port has no timer. */
  #poll(): void {
    this.#stopPolling ??= this.#options.clock.after(LEASE_POLL, () => {
      this.#stopPolling = undefined;
      this.#exports.tick();
      this.#watch();
      if (!this.#closed && this.#exports.size > 0) this.#poll();
    });
  }

  #watch(): void {
    const now = this.#options.clock.now();
    if (now - this.#lastLook < REFERENCE_LOOK_INTERVAL) return;
    this.#lastLook = now;
    const sign = this.#growth.look(this.#exports.size);
    if (sign) this.#options.onLeak?.(sign, this.#exports.size);
  }
}
