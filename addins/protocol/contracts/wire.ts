import { BulkheadError } from '../errors.ts';
import { VALUE_ITEMS } from '../limits.ts';
import { CALL_SLOTS, RECORD_DEPTH } from './contract-limits.ts';
import { fail } from './offence.ts';

/**
 * How objects, callbacks and streams cross: as numbers that the session hands out. `contractId` is the line of a contract
 * (`acme.sheet@1`), or for a callback or stream the place in its contract (`acme.calc@1#add.done`), the key of its codecs in
 * the ContractTable. Positive numbers are exports of the side that sends them, negative ones are its imports going home.
 */
export interface References {
  /** The number for `value`; the same value has the same number. Throws a BulkheadError when it may not cross. */
  export(value: unknown, contractId: string): number;
  /** The object behind a number of the peer, which is a whole number but 0 and nothing else is known of it. */
  resolve(number: number, contractId: string): unknown;
  /** The message with these numbers was refused after they were counted: count them back. */
  undo?(numbers: readonly number[]): void;
  /** The peer's message with these numbers was refused after they were resolved: what came goes back. */
  discard?(numbers: readonly number[]): void;
}

/** For values that are known to hold no references: every one is refused. */
export const NO_REFERENCES: References = {
  export: refuseReference,
  resolve: refuseReference,
};

function refuseReference(): never {
  throw new BulkheadError('E_CONTRACT', { message: 'Nothing but values can be sent here.' });
}

/** Where values are written flat, one behind the other. */
export class Writer {
  readonly slots: unknown[];
  readonly references: References;
  /** Numbers handed out for this message, to be undone if it fails. */
  readonly numbers: number[] = [];
  readonly #start: number;
  /** Entries that plain values may still have, all of them together. */
  budget = VALUE_ITEMS;
  depth = 0;

  constructor(slots: unknown[], references: References) {
    this.slots = slots;
    this.references = references;
    this.#start = slots.length;
  }

  /** Before `count` more values: one object that is used in many places must not grow without end. */
  expect(count: number): void {
    if (this.slots.length - this.#start + count > CALL_SLOTS) fail(`has more than ${CALL_SLOTS} values`);
  }

  enter(): void {
    if (++this.depth > RECORD_DEPTH) fail('is nested too deeply');
  }

  /** The message failed: nothing of it is left behind. */
  undo(): void {
    this.slots.length = this.#start;
    if (this.numbers.length > 0) this.references.undo?.(this.numbers);
  }
}

/** Where values are read from, up to `end`. The slots come from the peer. */
export class Reader {
  readonly slots: readonly unknown[];
  readonly references: References;
  readonly numbers: number[] = [];
  position: number;
  end: number;
  budget = VALUE_ITEMS;
  depth = 0;

  constructor(slots: readonly unknown[], range: { from: number; to: number }, references: References) {
    this.slots = slots;
    this.position = range.from;
    this.end = Math.min(range.to, slots.length);
    this.references = references;
  }

  take(): unknown {
    if (this.position >= this.end) fail('is missing');
    return this.slots[this.position++];
  }

  /** Steps over null, where null means that there is no value. */
  takeNull(): boolean {
    if (this.position >= this.end || this.slots[this.position] !== null) return false;
    this.position++;
    return true;
  }

  /** How many values or items follow; each is at least one slot. */
  takeCount(slotsEach: number): number {
    const count = this.take();
    if (!Number.isSafeInteger(count) || (count as number) < 0) fail('has no count');
    if ((count as number) * slotsEach > this.end - this.position) fail('is cut off');
    return count as number;
  }

  enter(): void {
    if (++this.depth > RECORD_DEPTH) fail('is nested too deeply');
  }

  /** The message is refused: nothing of it is kept. */
  undo(): void {
    if (this.numbers.length > 0) this.references.discard?.(this.numbers);
  }
}

/** One type, compiled. Both ways validate, and throw an Offence for what does not fit. */
export interface Codec {
  encode(value: unknown, writer: Writer): void;
  decode(reader: Reader): unknown;
}
