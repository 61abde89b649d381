import { BulkheadError } from '../errors.ts';
import type { Handlers, MethodSpec, MethodTable } from '../method.ts';
import type { RunningCall } from '../running-calls.ts';
import { parseParameters } from './parse.ts';

/** A method of this side, as calls of the peer find it. */
export interface LocalMethod {
  readonly name: string;
  readonly spec: MethodSpec;
  readonly run: (parameters: unknown, context: RunningCall) => unknown;
}

/** What the peer may call, by its number on the wire. */
export class LocalMethods {
  readonly #methods: readonly LocalMethod[];

  constructor(table: MethodTable, handlers: Handlers<MethodTable>) {
    this.#methods = Object.entries(table).map(([name, spec]) => {
      return { name, spec, run: handlers[name] as LocalMethod['run'] };
    });
  }

  /** Undefined for a number that no method has. */
  at(number: number): LocalMethod | undefined {
    return this.#methods[number];
  }
}

/** The parameters with which a method may run; or why it may not: there is none, or its schema says no. */
export function checkCall(method: LocalMethod | undefined, args: readonly unknown[]): unknown[] | BulkheadError {
  if (!method) return new BulkheadError('E_NO_MEMBER', { remoteStack: '' });
  return parseParameters(method.name, method.spec, args);
}

/** Always later and always a promise, whatever the handler does. */
export async function invoke(method: LocalMethod, parameters: unknown[], running: RunningCall): Promise<unknown> {
  return await method.run(parameters, running);
}
