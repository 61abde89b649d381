import { z } from 'zod';
import { CALL_DEADLINE } from './limits.ts';
import type { PermissionName } from './permissions.ts';
import { isPlainData, type Plain } from './plain-data.ts';

/** Any plain value, within the limits of limits.ts. */
export const plain = z.custom<Plain>(isPlainData, 'must be plain data');
/** Raw bytes; only methods that say so may carry them. */
export const bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array, 'must be bytes');
/** The result of a method that answers nothing. */
export const nothing = z.null();

/** What one remote method takes and answers. The same row serves both ends. */
export interface MethodSpec<Parameters extends z.ZodTuple = z.ZodTuple, Result extends z.ZodType = z.ZodType> {
  readonly parameters: Parameters;
  readonly result: Result;
  /** The permission that the policy is asked about; absent for methods every add-in may call. */
  readonly permission?: PermissionName;
  /** Milliseconds until the caller gives up. */
  readonly deadline: number;
  /** True: sent once more to the next generation when the answer was lost. */
  readonly idempotent: boolean;
}

export interface MethodOptions {
  permission?: PermissionName;
  deadline?: number;
  idempotent?: boolean;
}

export function method<Parameters extends z.ZodTuple, Result extends z.ZodType>(
  parameters: Parameters,
  result: Result,
  options: MethodOptions = {},
): MethodSpec<Parameters, Result> {
  return {
    parameters,
    result,
    deadline: CALL_DEADLINE,
    idempotent: false,
    ...options,
  };
}

/** Name -> spec. The order of the names is the numbering on the wire. */
export type MethodTable = Readonly<Record<string, MethodSpec>>;
export type MethodArguments<Spec extends MethodSpec> = z.input<Spec['parameters']>;
export type MethodParameters<Spec extends MethodSpec> = z.output<Spec['parameters']>;
export type MethodResult<Spec extends MethodSpec> = z.output<Spec['result']>;

/** What happens around one call: who may stop it. */
export interface CallContext {
  readonly signal: AbortSignalLike;
}

/** The part of AbortSignal that exists in every runtime we serve. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** One handler per method of a table. */
export type Handlers<Table extends MethodTable> = {
  [Name in keyof Table]: (
    parameters: MethodParameters<Table[Name]>,
    context: CallContext,
  ) => MethodResult<Table[Name]> | Promise<MethodResult<Table[Name]>>;
};
