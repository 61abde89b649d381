import type { References } from '../contracts/wire.ts';
import { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import { OPEN_CALLS } from '../limits.ts';
import type { Trace } from '../method.ts';
import type { PendingCalls } from '../pending-calls.ts';
import { type ObjectCallOptions, readOptions } from '../references/reference-call.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import { broken, type Member } from './object-members.ts';
import type { Outbox } from './outbox.ts';
import { writeTrace } from './prefixes.ts';

export interface ObjectClientParts {
  outbox: Outbox;
  pending: PendingCalls;
  observer: TrafficObserver | undefined;
  /** The call that is worked on now. */
  current: (() => Trace | undefined) | undefined;
}

/** What is called, found by the contract. */
export interface CalledMember {
  readonly handle: number;
  readonly line: string;
  readonly name: string;
  readonly number: number;
  readonly member: Member;
}

interface How {
  readonly options: ObjectCallOptions;
  readonly references: References;
}

/** Our calls to objects of the peer. */
export class ObjectClient {
  readonly #parts: ObjectClientParts;

  constructor(parts: ObjectClientParts) {
    this.#parts = parts;
  }

  /** The answer in the form in which it travels. Everything is checked before anything is lent or sent. */
  async call(called: CalledMember, args: readonly unknown[], { options, references }: How): Promise<unknown[]> {
    const { outbox, pending, observer, current } = this.#parts;
    const { handle, line, name, number, member } = called;
    if (pending.size >= OPEN_CALLS) throw new BulkheadError('E_OVERLOAD');
    const { signal, deadline = member.deadline, trace = current?.() } = readOptions(options);
    const slots: unknown[] = [];
    member.parameters.encode(args, slots, references);
    const { id, answer } = pending.add({ spec: undefined, deadline, options: signal ? { signal } : {} });
    const { items } = outbox;
    if (trace) writeTrace(items, trace);
    items.push(KIND.invoke, id, handle, number, slots.length);
    for (const slot of slots) items.push(slot);
    observer?.called(id, `${line}.${name}`, weigh(slots));
    const result = await answer;
    if (!Array.isArray(result)) throw broken('an answer had the wrong form');
    return result;
  }
}
