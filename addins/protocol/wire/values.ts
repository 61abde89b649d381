import { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import { BagPacker, BagReader, type PackedBag } from './bags.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { Outbox } from './outbox.ts';
import { PendingAnswer } from './pending-answer.ts';
import type { Prefixes } from './prefixes.ts';
import type { ReceivingTransfers, SendingTransfers, TransferUse } from './transfers.ts';

export interface ValuesOptions {
  outbox: Outbox;
  sending: SendingTransfers;
  receiving: ReceivingTransfers;
  kept: KeptAnswers;
}

/** Turns values into what travels, and back: bags, large bytes, answers that are still on their way. */
export class Values {
  readonly #options: ValuesOptions;
  readonly #packer: BagPacker;
  readonly #reader = new BagReader();

  constructor(options: ValuesOptions) {
    this.#options = options;
    this.#packer = new BagPacker((keys) => options.outbox.items.push(KIND.shape, [...keys]));
  }

  learnShape(keys: unknown): void {
    this.#reader.learn(keys);
  }

  /** `value` as a bag, where it is one: all of it has been looked through then. Its shape is told to the peer. */
  bagOf(value: unknown): PackedBag | undefined {
    return this.#packer.pack(value);
  }

  /** What travels in place of `value`; what has to be said about it is written before. Throws E_OVERLOAD. */
  outgoing(value: unknown, position: number, use: TransferUse): unknown {
    const bag = this.bagOf(value);
    return bag ? this.outgoingBag(bag, position) : this.outgoingOther(value, position, use);
  }

  /** Throws E_OVERLOAD when not all of them could be sent now: before anything is said about one of them. */
  checkRoom(values: readonly unknown[]): void {
    this.#options.sending.checkRoom(values.map((value) => (value instanceof PendingAnswer ? value.value : value)));
  }

  /** Nobody waits any more for the large bytes of this owner. */
  stop(owner: number): void {
    this.#options.sending.stop(owner);
  }

  outgoingBag({ packed, isList }: PackedBag, position: number): unknown {
    this.#options.outbox.items.push(KIND.bag, position, isList ? 1 : 0);
    return packed;
  }

  /** The same for what is no bag. */
  outgoingOther(value: unknown, position: number, use: TransferUse): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof PendingAnswer) return this.#outgoingPending(value, position, use);
    const { outbox, sending } = this.#options;
    if (sending.isBulk(value)) {
      const number = sending.begin(value, use);
      outbox.items.push(KIND.attach, position, number);
      return null;
    }
    return value;
  }

  #outgoingPending(pending: PendingAnswer, position: number, use: TransferUse): unknown {
    if (pending.isAnswered) return this.outgoing(pending.value, position, use);
    this.#options.outbox.items.push(KIND.awaits, position, pending.id);
    return null;
  }

  /** Puts the meant values in place. Answers a promise only where something has to be waited for. Throws E_CONTRACT. */
  incoming(values: unknown[], prefixes: Prefixes): undefined | Promise<void> {
    const { bags, attachments, awaited } = prefixes;
    for (let index = 0; index < bags.length; index += 2) {
      const position = bags[index] as number;
      checkPosition(values, position);
      values[position] = this.#reader.unpack(values[position], bags[index + 1] === 1);
    }
    if (attachments.length === 0 && awaited.length === 0) return undefined;
    // Found before anything is waited for: were one missing, nobody would hear how the others end.
    const { receiving, kept } = this.#options;
    const found = [
      ...findAll(values, attachments, (number) => receiving.take(number)),
      ...findAll(values, awaited, (id) => kept.get(id)),
    ];
    const waits = found.map(async ({ position, value }) => {
      values[position] = await value;
    });
    return Promise.all(waits).then(() => undefined);
  }
}

interface Found {
  readonly position: number;
  readonly value: Promise<unknown>;
}

function findAll(
  values: readonly unknown[],
  pairs: readonly number[],
  find: (number: number) => Promise<unknown> | undefined,
): Found[] {
  const found: Found[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const position = pairs[index] as number;
    checkPosition(values, position);
    const value = find(pairs[index + 1] as number);
    if (!value) throw new BulkheadError('E_CONTRACT', { message: 'A call names a value that is not there.' });
    found.push({ position, value });
  }
  return found;
}

function checkPosition(values: readonly unknown[], position: number): void {
  if (position >= values.length) throw new BulkheadError('E_CONTRACT', { message: 'A call has no such argument.' });
}
