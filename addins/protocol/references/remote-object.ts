import type { BulkheadError } from '../errors.ts';
import type { ObjectCallOptions, ReferenceCallOptions } from './reference-call.ts';

/** Calls a member of an object of the peer. */
export type RemoteCall = (
  handle: number,
  member: string,
  ...how: [args: readonly unknown[], options: ObjectCallOptions]
) => Promise<unknown>;

/**
 * What a holder has of an object in another process. Frozen, and its members are fixed: a name from the wire is only
 * ever an argument of `call`, never a property that somebody could reach, so nothing turns into a thenable by accident.
 */
export interface RemoteObject {
  readonly handle: number;
  readonly contract: string;
  /** Rejects with a BulkheadError; E_LEASE_EXPIRED says where the last reference was released. */
  call(member: string, args: readonly unknown[], options?: ReferenceCallOptions): Promise<unknown>;
  /** Asks the owner to keep it for at least so many milliseconds. Throws E_LEASE_EXPIRED when it is gone. */
  renew(milliseconds: number): void;
  /** True when it cannot be used any more. */
  isReleased(): boolean;
  /** Gives every token back. Idempotent. `using` does the same where the runtime has Symbol.dispose. */
  dispose(): void;
}

/** What the table that made a reference knows of it, and does for it. */
export interface RemoteHome {
  /** That table: a reference is worth something there and nowhere else. */
  readonly table: object;
  readonly handle: number;
  readonly contract: string;
  /** Why it cannot be used any more; the error is made where somebody tries. */
  readonly ended: (() => BulkheadError) | undefined;
  call(member: string, args: readonly unknown[], options: ObjectCallOptions): Promise<unknown>;
  renew(milliseconds: number): void;
  release(): void;
}

const NO_OPTIONS: ObjectCallOptions = Object.freeze({});

class Remote implements RemoteObject {
  readonly #home: RemoteHome;
  readonly handle: number;
  readonly contract: string;

  constructor(home: RemoteHome) {
    this.#home = home;
    this.handle = home.handle;
    this.contract = home.contract;
    Object.freeze(this);
  }

  static homeOf(value: object): RemoteHome | undefined {
    return #home in value ? value.#home : undefined;
  }

  call(member: string, args: readonly unknown[], options: ObjectCallOptions = NO_OPTIONS): Promise<unknown> {
    return this.#home.call(member, args, options);
  }

  renew(milliseconds: number): void {
    this.#home.renew(milliseconds);
  }

  isReleased(): boolean {
    return this.#home.ended !== undefined;
  }

  dispose(): void {
    this.#home.release();
  }
}

/** An add-in gets these: nothing of the class can be reached or changed through one, above all no constructor. */
function sealPrototype(): void {
  const prototype: object = Remote.prototype;
  Reflect.deleteProperty(prototype, 'constructor');
  const disposeSymbol: symbol | undefined = Symbol.dispose;
  if (disposeSymbol !== undefined) {
    Object.defineProperty(prototype, disposeSymbol, { value: Remote.prototype.dispose });
  }
  Object.setPrototypeOf(prototype, null);
  for (const name of Reflect.ownKeys(prototype)) Object.freeze(Reflect.get(prototype, name));
  Object.freeze(prototype);
}

sealPrototype();

/** Undefined for whatever is not a reference, copies and imitations of one included. */
export function homeOf(value: object): RemoteHome | undefined {
  return Remote.homeOf(value);
}

export function createRemoteObject(home: RemoteHome): RemoteObject & Partial<Disposable> {
  return new Remote(home);
}
