import type { CallbackSpec, ContractTable, MemberSpec, TupleCodec } from '../contracts/contract-method-table.ts';
import { BulkheadError } from '../errors.ts';
import { CALL_DEADLINE } from '../limits.ts';
import type { ReferenceCallOptions } from '../references/reference-call.ts';
import type { RemoteObject } from '../references/remote-object.ts';

/** A member of an object, or the one thing that a callback can do. */
export interface Member {
  readonly name: string;
  readonly deadline: number;
  readonly ordered: boolean;
  readonly parameters: TupleCodec;
  readonly result: TupleCodec;
  run(object: object, values: readonly unknown[]): unknown;
}

/** The number under which a callback is called: it has no members. */
export const CALLBACK = 0;

/** Throws E_CONTRACT for a member that the contract of that place has not. */
export function memberOf(contracts: ReadonlyMap<string, ContractTable>, place: string, number: number): Member {
  const table = contracts.get(lineOf(place));
  if (isCallback(place)) {
    const callback = table?.callbacks.get(place);
    if (callback && number === CALLBACK) return callbackMember(callback);
  } else {
    const spec = table?.members.get(number);
    if (spec && spec.kind !== 'stream' && spec.kind !== 'event') return objectMember(spec);
  }
  throw broken(`${place} has no member ${number}`);
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

/** A function that calls back over the port. Whoever keeps it gives it back when it is not called any more. */
export interface RemoteCallback {
  (...values: unknown[]): Promise<unknown>;
  /** The same function, called with these options. */
  with(options: ReferenceCallOptions): (...values: unknown[]) => Promise<unknown>;
  /** Idempotent. */
  dispose(): void;
}

export function callbackOf(remote: RemoteObject): RemoteCallback {
  const callWith = (options: ReferenceCallOptions) =>
    Object.freeze((...values: unknown[]) => remote.call('', values, options));
  const call = (...values: unknown[]) => remote.call('', values);
  const dispose = Object.freeze(() => remote.dispose());
  return Object.freeze(Object.assign(call, { with: Object.freeze(callWith), dispose }));
}

/** `acme.sheet@1#add.done` is a place in the contract `acme.sheet@1`. */
function lineOf(place: string): string {
  const hash = place.indexOf('#');
  return hash < 0 ? place : place.slice(0, hash);
}

/** Is it the place of a function, and not a contract? */
export function isCallback(place: string): boolean {
  return place.includes('#');
}

export function broken(reason: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: reason });
}
