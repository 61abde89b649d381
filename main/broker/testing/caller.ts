import type { PermissionName, PermissionParameters } from '../../../addins/protocol/permissions.ts';
import type { BrokerCall, Caller } from '../capability.ts';

export const CALLER: Caller = { addinId: 'acme.notes', generation: 1, displayName: 'Notes', publisherKey: null };

export interface TestCall<Permission extends PermissionName | null> extends BrokerCall<Permission> {
  /** What the broker said the call was about. */
  readonly objects: string[];
}

/** A call that was allowed with these parameters. */
export function allowedCall<Permission extends PermissionName>(
  granted: PermissionParameters<Permission>,
  overrides: { caller?: Caller; signal?: AbortSignal } = {},
): TestCall<Permission> {
  const objects: string[] = [];
  return {
    caller: overrides.caller ?? CALLER,
    granted: granted as TestCall<Permission>['granted'],
    signal: overrides.signal ?? new AbortController().signal,
    about: (object) => objects.push(object),
    objects,
  };
}
