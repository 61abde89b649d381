import { z } from 'zod';
import { CALL_DEADLINE } from './limits.ts';
import type { PermissionName } from './permissions.ts';
import { isPlainData, type Plain } from './plain-data.ts';
import { type Check, compileCheck } from './wire/fast-check.ts';

/** Any plain value, within the limits of limits.ts. */
export const plain = z.custom<Plain>(isPlainData, 'must be plain data');
/** Raw bytes; only methods that say so may carry them. */
export const bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array, 'must be bytes');
/** The result of a method that answers nothing. */
export const nothing = z.null();

/** What one remote method takes and answers. The same row serves both ends. */
export interface MethodSpec<Parameters extends z.ZodTuple = z.ZodTuple, Result extends z.ZodType = z.ZodType> {
  readonly parameters: Parameters;
  /** Of a stream: what each item is. */
  readonly result: Result;
  /** True: answers one item after the other, see Session.stream. */
  readonly streams: boolean;
  /** The permission that the policy is asked about; absent for methods every add-in may call. */
  readonly permission?: PermissionName;
  /** Milliseconds until the caller gives up; of a stream: until the next item. */
  readonly deadline: number;
  /** True: sent once more to the next generation when the answer was lost. */
  readonly idempotent: boolean;
  /** True: one call of the peer after the other, in the order in which they came. */
  readonly ordered: boolean;
  /** The quick way to a yes, where the schemas are simple enough. */
  readonly acceptsParameters: Check | undefined;
  readonly acceptsResult: Check | undefined;
}

export interface MethodOptions {
  permission?: PermissionName;
  deadline?: number;
  idempotent?: boolean;
  ordered?: boolean;
}

export function method<Parameters extends z.ZodTuple, Result extends z.ZodType>(
  parameters: Parameters,
  result: Result,
  options: MethodOptions = {},
): MethodSpec<Parameters, Result> & { readonly streams: false } {
  return { ...createSpec(parameters, result, options), streams: false };
}

/** A method that answers with any number of items, each of which passes `item`. */
export function streamMethod<Parameters extends z.ZodTuple, Item extends z.ZodType>(
  parameters: Parameters,
  item: Item,
  options: MethodOptions = {},
): MethodSpec<Parameters, Item> & { readonly streams: true } {
  return { ...createSpec(parameters, item, options), streams: true };
}

function createSpec<Parameters extends z.ZodTuple, Result extends z.ZodType>(
  parameters: Parameters,
  result: Result,
  options: MethodOptions,
) {
  return {
    parameters,
    result,
    deadline: CALL_DEADLINE,
    idempotent: false,
    ordered: false,
    ...options,
    acceptsParameters: compileCheck(parameters),
    acceptsResult: compileCheck(result),
  };
}

/** Name -> spec. The order of the names is the numbering on the wire. */
export type MethodTable = Readonly<Record<string, MethodSpec>>;
export type MethodArguments<Spec extends MethodSpec> = z.input<Spec['parameters']>;
export type MethodParameters<Spec extends MethodSpec> = z.output<Spec['parameters']>;
export type MethodResult<Spec extends MethodSpec> = z.output<Spec['result']>;

/**
 * Which chain of calls a call belongs to. What comes over a port is a claim: whoever acts on it looks up what it knows of `call`
 * itself, and takes nothing else from here.
 */
export interface Trace {
  /** Of a call that is given to somebody: its number. Of one that somebody makes: the number of the call that it is made for. */
  readonly call: number;
  /** Tells chains apart; made by whoever makes the first call. */
  readonly id: number;
  /** Calls of the chain above this one. */
  readonly depth: number;
}

/** What happens around one call: who may stop it, and on whose behalf it is made. */
export interface CallContext {
  readonly signal: AbortSignalLike;
  /** Given on to calls that are made in the course of this one; absent when nobody named a chain. */
  readonly trace: Trace | undefined;
}

/** The part of AbortSignal that exists in every runtime we serve. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What a handler of a stream answers: its items, one after the other. */
export type Items<Item> = Iterable<Item> | AsyncIterable<Item>;

/** What a handler of a method may answer. */
export type MethodAnswer<Spec extends MethodSpec> = Spec['streams'] extends true
  ? Items<MethodResult<Spec>> | Promise<Items<MethodResult<Spec>>>
  : MethodResult<Spec> | Promise<MethodResult<Spec>>;

/** One handler per method of a table. */
export type Handlers<Table extends MethodTable> = {
  [Name in keyof Table]: (parameters: MethodParameters<Table[Name]>, context: CallContext) => MethodAnswer<Table[Name]>;
};
