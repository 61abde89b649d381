import type { AbortSignalLike, MethodAnswer, MethodParameters } from '../../addins/protocol/method.ts';
import type { HostMethodName, hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import type { PermissionName, PermissionParameters } from '../../addins/protocol/permissions.ts';

/** On whose behalf an effect happens. Known from the port the call came through, never from the call. */
export interface Caller {
  readonly addinId: string;
  readonly generation: number;
  readonly displayName: string;
  /** Verified key of the publisher; data of one key cannot be read under another. */
  readonly publisherKey: string | null;
}

/** One call that was already allowed. */
export interface BrokerCall<Permission extends PermissionName | null> {
  readonly caller: Caller;
  /** What was granted; the effect must stay inside. */
  readonly granted: Permission extends PermissionName
    ? PermissionParameters<Permission>
    : Readonly<Record<string, never>>;
  readonly signal: AbortSignalLike;
  /** Says what the call was about, for the audit: a file's name, a host, never a path. */
  about(object: string): void;
}

/** Something else that must be granted, to this add-in or to another one, before a call may have its effect. */
export interface Need {
  readonly addinId: string;
  readonly permission: PermissionName;
  /** What the grant must cover; left out where any grant will do. */
  readonly within?: Readonly<Record<string, unknown>>;
  /** What a person reads where it is not granted. */
  readonly refusal: string;
}

export type BrokerHandlers<Name extends HostMethodName, Permission extends PermissionName | null> = {
  readonly [Method in Name]: (
    parameters: MethodParameters<(typeof hostMethods)[Method]>,
    call: BrokerCall<Permission>,
  ) => MethodAnswer<(typeof hostMethods)[Method]>;
};

export interface Broker<Name extends HostMethodName, Permission extends PermissionName | null> {
  readonly handlers: BrokerHandlers<Name, Permission>;
  /** What a call is going to be about, for the audit; also used when it was refused. */
  describe?(parameters: readonly unknown[]): string;
  /**
   * What a call needs besides its own permission. The broker names it and the dispatcher decides, in the turn in which the
   * call runs. May throw where the call cannot be.
   */
  needs?(
    method: Name,
    parameters: readonly unknown[],
    call: Pick<BrokerCall<Permission>, 'caller' | 'granted'>,
  ): readonly Need[];
  /** A call was refused, and its handler will not run: what came along with it can be let go of. Must not throw. */
  refused?(method: Name, parameters: readonly unknown[], caller: Caller): void;
  /** Closes everything this generation has open. Called when it ends and when its grant narrows; idempotent. */
  dispose?(caller: Caller): void | Promise<void>;
}

/** One thing the host does for add-ins: which methods, under which permission, with which authority of the host. */
export interface Capability<Name extends HostMethodName, Permission extends PermissionName | null, Context> {
  readonly permission: Permission;
  readonly methods: readonly Name[];
  /** Methods that go on with what an allowed call has opened; they are not asked about again. */
  readonly continues?: readonly Name[];
  create(context: Context): Broker<Name, Permission>;
}

/** A capability together with its authority, as the dispatcher sees it. */
export interface InstalledCapability {
  readonly permission: PermissionName | null;
  readonly methods: readonly HostMethodName[];
  readonly continues: readonly HostMethodName[];
  run(method: HostMethodName, parameters: readonly unknown[], call: ErasedCall): unknown;
  describe(parameters: readonly unknown[]): string;
  needs(
    method: HostMethodName,
    parameters: readonly unknown[],
    call: Pick<ErasedCall, 'caller' | 'granted'>,
  ): readonly Need[];
  refused(method: HostMethodName, parameters: readonly unknown[], caller: Caller): void;
  dispose(caller: Caller): void | Promise<void>;
}

/** A call whose parameters are not tied to a permission any more. */
export interface ErasedCall extends Omit<BrokerCall<null>, 'granted'> {
  readonly granted: Readonly<Record<string, unknown>>;
}

/** Gives a capability the part of the host that it asks for, and nothing else. */
export function install<Name extends HostMethodName, Permission extends PermissionName | null, Context>(
  capability: Capability<Name, Permission, Context>,
  context: Context,
): InstalledCapability {
  const broker = capability.create(context);
  const handlers = broker.handlers as unknown as Record<
    string,
    (parameters: readonly unknown[], call: ErasedCall) => unknown
  >;
  return {
    permission: capability.permission,
    methods: capability.methods,
    continues: capability.continues ?? [],
    run: (method, parameters, call) => handlers[method]?.(parameters, call),
    describe: (parameters) => broker.describe?.(parameters) ?? '',
    needs: (method, parameters, call) => broker.needs?.(method as Name, parameters, call as never) ?? [],
    refused: (method, parameters, caller) => broker.refused?.(method as Name, parameters, caller),
    dispose: (caller) => broker.dispose?.(caller),
  };
}
