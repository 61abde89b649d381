import { OPEN_CALLS } from '../limits.ts';

/** A power of two: ids count up, so that calls under way together rarely meet in one place. */
const PLACES = OPEN_CALLS;
/** The id of a place whose call has ended. */
const FREE = -1;

/**
 * Calls by id. Every id has a place in an array, so that a call costs a third of what it costs in a map, where what has
 * ended leaves gaps that are cleared away again and again. Where two meet, because a peer numbers its calls as it likes
 * or one call is very slow, a map takes the second.
 */
export class CallTable<Call> {
  readonly #ids: number[] = [];
  readonly #calls: (Call | undefined)[] = [];
  readonly #others = new Map<number, Call>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return this.#ids[placeOf(id)] === id || (this.#others.size > 0 && this.#others.has(id));
  }

  /** Has nobody this id, and would a call with it have its place to itself? For whoever chooses ids freely. */
  isFree(id: number): boolean {
    const taken = this.#ids[placeOf(id)];
    return (taken === undefined || taken === FREE) && !this.#others.has(id);
  }

  get(id: number): Call | undefined {
    const place = placeOf(id);
    if (this.#ids[place] === id) return this.#calls[place];
    return this.#others.size > 0 ? this.#others.get(id) : undefined;
  }

  /** Only for an id that is not there. */
  add(id: number, call: Call): void {
    const place = placeOf(id);
    const taken = this.#ids[place];
    this.#size++;
    if (taken !== undefined && taken !== FREE) {
      this.#others.set(id, call);
      return;
    }
    this.#ids[place] = id;
    this.#calls[place] = call;
  }

  /** The call, which is not there any more; undefined when it was not. */
  take(id: number): Call | undefined {
    const place = placeOf(id);
    if (this.#ids[place] !== id) return this.#others.size > 0 ? this.#takeOther(id) : undefined;
    const call = this.#calls[place];
    this.#ids[place] = FREE;
    this.#calls[place] = undefined;
    this.#size--;
    return call;
  }

  /** The ids that are there now, lowest first. */
  ids(): number[] {
    const placed = this.#ids.filter((id) => id !== FREE && id !== undefined);
    return [...placed, ...this.#others.keys()].sort((one, other) => one - other);
  }

  #takeOther(id: number): Call | undefined {
    const call = this.#others.get(id);
    if (this.#others.delete(id)) this.#size--;
    return call;
  }
}

function placeOf(id: number): number {
  return id & (PLACES - 1);
}
