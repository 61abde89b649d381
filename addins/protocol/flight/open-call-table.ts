import { OPEN_CALLS } from '../limits.ts';
import type { MethodRecord } from './method-record.ts';

export interface OpenEntry {
  id: number;
  record: MethodRecord;
  /** Milliseconds of the recorder's clock. */
  began: number;
  asked: number;
}

/** A power of two: ids count up, so that calls under way together rarely meet in one place. */
const PLACES = OPEN_CALLS;
/** The id of a place whose call has ended. */
const FREE = -1;

/**
 * The calls of one direction of one session that have not ended. Every id has a place in an array, whose entry is used
 * again and again: a call makes no garbage here. Where two meet, because a peer numbers its calls as it likes or one
 * call is very slow, a map takes the second.
 */
export class OpenCallTable {
  readonly #places: OpenEntry[] = [];
  readonly #others = new Map<number, OpenEntry>();
  #size = 0;

  /** The entry to fill in; undefined when there is no room or the id is open already: a peer is not believed to count. */
  add(id: number, record: MethodRecord): OpenEntry | undefined {
    if (id < 0 || this.#size >= OPEN_CALLS) return undefined;
    const place = id & (PLACES - 1);
    const holder = this.#places[place];
    if (holder?.id === id || this.#others.has(id)) return undefined;
    this.#size++;
    if (holder?.id === FREE) {
      holder.id = id;
      holder.record = record;
      return holder;
    }
    const entry: OpenEntry = { id, record, began: 0, asked: 0 };
    if (holder) this.#others.set(id, entry);
    else this.#places[place] = entry;
    return entry;
  }

  /** Frees the place; the entry is good until the next call is added. Undefined for an id that is not open. */
  take(id: number): OpenEntry | undefined {
    const holder = this.#places[id & (PLACES - 1)];
    if (holder?.id === id && id !== FREE) {
      holder.id = FREE;
      this.#size--;
      return holder;
    }
    const other = this.#others.get(id);
    if (other && this.#others.delete(id)) this.#size--;
    return other;
  }

  *entries(): Generator<Readonly<OpenEntry>> {
    for (const entry of this.#places) if (entry && entry.id !== FREE) yield entry;
    yield* this.#others.values();
  }
}
