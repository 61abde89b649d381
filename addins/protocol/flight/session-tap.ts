import type { ErrorCode } from '../errors.ts';
import type { TrafficCount, TrafficObserver } from '../traffic.ts';
import type { CallRow } from './call-ring.ts';
import type { Chattiness } from './chatty-detector.ts';
import type { Direction, OpenCall } from './flight-data.ts';
import type { MethodRecord } from './method-record.ts';
import { OpenCallTable, type OpenEntry } from './open-call-table.ts';

/** What a session reports to. */
export interface FlightTap extends TrafficObserver {
  /** The session is over: what is still open will not end any other way. */
  end(): void;
}

/** What the taps of one recorder share. */
export interface TapBook {
  now(): number;
  readonly counts: Record<TrafficCount, number>;
  record(direction: Direction, method: string): MethodRecord;
  write(row: CallRow): void;
  outcome(code: ErrorCode | null): number;
  advise(record: MethodRecord, found: Chattiness): void;
  ended(tap: FlightTap): void;
}

interface End {
  id: number;
  code: ErrorCode | null;
  answered: number;
}

/** Writes down what passes through the session of one generation. */
export class SessionTap implements FlightTap {
  readonly #book: TapBook;
  readonly #generation: number;
  readonly #outgoing = new OpenCallTable();
  readonly #incoming = new OpenCallTable();

  constructor(generation: number, book: TapBook) {
    this.#generation = generation;
    this.#book = book;
  }

  called(id: number, method: string, size: number): void {
    const entry = this.#outgoing.add(id, this.#book.record('out', method));
    if (entry) this.#begin(entry, size);
  }

  received(id: number, method: string, size: number): void {
    const entry = this.#incoming.add(id, this.#book.record('in', method));
    if (entry) this.#begin(entry, size);
  }

  settled(id: number, code: ErrorCode | null, size: number): void {
    const entry = this.#outgoing.take(id);
    if (entry) this.#finish(entry, { id, code, answered: size }, this.#book.now());
  }

  replied(id: number, code: ErrorCode | null, size: number): void {
    const entry = this.#incoming.take(id);
    if (!entry) return;
    const { record, began } = entry;
    const now = this.#book.now();
    this.#finish(entry, { id, code, answered: size }, now);
    const found = record.detector.answered(now, now - began);
    if (found) this.#book.advise(record, found);
  }

  counted(what: TrafficCount): void {
    this.#book.counts[what]++;
  }

  end(): void {
    for (const table of [this.#outgoing, this.#incoming]) {
      for (const { id } of [...table.entries()]) {
        const entry = table.take(id);
        if (entry) this.#finish(entry, { id, code: 'E_DOMAIN_UNLOADED', answered: 0 }, this.#book.now());
      }
    }
    this.#book.ended(this);
  }

  open(now: number): OpenCall[] {
    return [this.#outgoing, this.#incoming].flatMap((table) =>
      Array.from(table.entries(), ({ id, record: { direction, name }, began, asked }) => ({
        ...{ direction, method: name, asked, id },
        age: now - began,
        generation: this.#generation,
      })),
    );
  }

  #begin(entry: OpenEntry, asked: number): void {
    entry.record.open++;
    entry.began = this.#book.now();
    entry.asked = asked;
  }

  #finish(entry: OpenEntry, { id, code, answered }: End, now: number): void {
    const { record, began, asked } = entry;
    const duration = now - began;
    if (code !== null) record.failures++;
    record.ended(duration, asked + answered);
    if (code === null && record.isQuiet) return;
    const outcome = code === null ? 0 : this.#book.outcome(code);
    const generation = this.#generation;
    this.#book.write({ began, duration, method: record.number, asked, answered, outcome, generation, id });
  }
}
