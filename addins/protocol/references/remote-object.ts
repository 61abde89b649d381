import type { BulkheadError } from '../errors.ts';

/** Calls a member of an object of the peer. */
export type RemoteCall = (handle: number, member: string, args: readonly unknown[]) => Promise<unknown>;

/**
 * What a holder has of an object in another process. Frozen, and its members are fixed: a name from the wire is only
 * ever an argument of `call`, never a property that somebody could reach, so nothing turns into a thenable by accident.
 */
export interface RemoteObject {
  readonly handle: number;
  readonly contract: string;
  /** Rejects with a BulkheadError; E_LEASE_EXPIRED says where the last reference was released. */
  call(member: string, args: readonly unknown[]): Promise<unknown>;
  /** Asks the owner to keep it for at least so many milliseconds. Throws E_LEASE_EXPIRED when it is gone. */
  renew(milliseconds: number): void;
  /** True when it cannot be used any more. */
  isReleased(): boolean;
  /** Gives every token back. Idempotent. `using` does the same where the runtime has Symbol.dispose. */
  dispose(): void;
}

/** Where a reference comes from, as the table that made it knows it. */
export interface RemoteHome {
  /** That table: a reference is worth something there and nowhere else. */
  readonly table: object;
  readonly handle: number;
  readonly contract: string;
  /** Why it cannot be used any more; the error is made where somebody tries. */
  readonly ended: (() => BulkheadError) | undefined;
}

export interface RemoteObjectOptions {
  readonly home: RemoteHome;
  readonly call: RemoteObject['call'];
  readonly renew: RemoteObject['renew'];
  readonly release: () => void;
}

const homes = new WeakMap<object, RemoteHome>();

/** Undefined for whatever is not a reference, copies and imitations of one included. */
export function homeOf(value: object): RemoteHome | undefined {
  return homes.get(value);
}

export function createRemoteObject({
  home,
  call,
  renew,
  release,
}: RemoteObjectOptions): RemoteObject & Partial<Disposable> {
  const dispose = () => release();
  const remote: RemoteObject & Partial<Disposable> = Object.assign(Object.create(null), {
    handle: home.handle,
    contract: home.contract,
    call: (member: string, args: readonly unknown[]) => call(member, args),
    renew: (milliseconds: number) => renew(milliseconds),
    isReleased: () => home.ended !== undefined,
    dispose,
  });
  const disposeSymbol: symbol | undefined = Symbol.dispose;
  if (disposeSymbol !== undefined) Object.assign(remote, { [disposeSymbol]: dispose });
  for (const member of Object.values(remote)) Object.freeze(member);
  homes.set(remote, home);
  return Object.freeze(remote);
}
