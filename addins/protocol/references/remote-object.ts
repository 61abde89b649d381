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

export interface RemoteObjectOptions {
  readonly handle: number;
  readonly contract: string;
  readonly call: (member: string, args: readonly unknown[]) => Promise<unknown>;
  readonly renew: (milliseconds: number) => void;
  readonly release: () => void;
  readonly ended: () => boolean;
}

const remotes = new WeakSet<object>();

/** True for a reference of any port. */
export function isRemoteObject(value: object): boolean {
  return remotes.has(value);
}

export function createRemoteObject(options: RemoteObjectOptions): RemoteObject & Partial<Disposable> {
  const { handle, contract, call, renew, release, ended } = options;
  const dispose = () => release();
  const remote: RemoteObject & Partial<Disposable> = Object.assign(Object.create(null), {
    handle,
    contract,
    call: (member: string, args: readonly unknown[]) => call(member, args),
    renew: (milliseconds: number) => renew(milliseconds),
    isReleased: () => ended(),
    dispose,
  });
  const disposeSymbol: symbol | undefined = Symbol.dispose;
  if (disposeSymbol !== undefined) Object.assign(remote, { [disposeSymbol]: dispose });
  for (const member of Object.values(remote)) Object.freeze(member);
  remotes.add(remote);
  return Object.freeze(remote);
}
