import { BulkheadError, toBulkheadError } from '../errors.ts';
import type { MethodSpec } from '../method.ts';
import { knowingPlain } from '../plain-data.ts';
import type { CallOptions } from '../session.ts';
import type { PackedBag } from './bags.ts';
import { parseParameters } from './parse.ts';
import { PendingAnswer } from './pending-answer.ts';
import type { Values } from './values.ts';

export interface OutgoingCall {
  readonly name: string;
  readonly spec: MethodSpec;
  readonly args: readonly unknown[];
  readonly options: CallOptions;
}

/** Bags at the places of the arguments that they stand for. */
export type Bags = readonly (PackedBag | undefined)[];
const NO_BAGS: Bags = [];

/** The arguments of our calls: whether they may be sent, and what travels in place of each. */
export class CallArguments {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  /** The bags among the arguments, each at its place; or why the call may not be made. Nothing is said yet. */
  check({ name, spec, args }: OutgoingCall): Bags | BulkheadError {
    if (areSimple(args)) {
      const parsed = parseParameters(name, spec, args);
      return parsed instanceof BulkheadError ? parsed : NO_BAGS;
    }
    try {
      this.#values.checkRoom(args);
    } catch (thrown) {
      return toBulkheadError(thrown);
    }
    const bags = this.#bagsAmong(args);
    if (args.some((value) => value instanceof PendingAnswer)) return bags;
    // Packing a bag has looked through it: the schema does not have to do that again.
    const isKnown = (value: unknown, index: number): value is object => bags[index] !== undefined;
    const parsed = knowingPlain(args.filter(isKnown), () => parseParameters(name, spec, args));
    return parsed instanceof BulkheadError ? parsed : bags;
  }

  /** What has to be said before the call is written here; the values that travel are answered. */
  write({ args, options }: OutgoingCall, bags: Bags, owner: number): readonly unknown[] {
    let travelling = args;
    for (let index = 0; index < args.length; index++) {
      const value = args[index];
      if (typeof value !== 'object' || value === null) continue;
      const bag = bags[index];
      const use = { owner, onProgress: options.onProgress };
      const replaced = bag ? this.#values.outgoingBag(bag, index) : this.#values.outgoingOther(value, index, use);
      if (replaced === value) continue;
      if (travelling === args) travelling = [...args];
      (travelling as unknown[])[index] = replaced;
    }
    return travelling;
  }

  #bagsAmong(args: readonly unknown[]): Bags {
    let bags: (PackedBag | undefined)[] | undefined;
    for (let index = 0; index < args.length; index++) {
      const bag = this.#values.bagOf(args[index]);
      if (bag) {
        bags ??= [];
        bags[index] = bag;
      }
    }
    return bags ?? NO_BAGS;
  }
}

/** True for the arguments of most calls: numbers, texts and the like, which travel as they are. */
function areSimple(args: readonly unknown[]): boolean {
  for (let index = 0; index < args.length; index++) if (typeof args[index] === 'object') return false;
  return true;
}
