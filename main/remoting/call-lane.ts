import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';

export interface LaneOptions<Call> {
  /** Calls that are under way at once. */
  width: number;
  /** Calls that are under way or wait. */
  capacity: number;
  /** The same of one owner: nobody alone keeps the others out. */
  share: number;
  ownerOf(call: Call): string;
}

interface Waiting<Call> {
  readonly call: Call;
  enter(): void;
}

/** Lets calls through in the order in which they came, so many at a time. */
export class CallLane<Call> {
  readonly #options: LaneOptions<Call>;
  readonly #counts = new Map<string, number>();
  readonly #inside = new Set<Call>();
  readonly #waiting: Waiting<Call>[] = [];

  constructor(options: LaneOptions<Call>) {
    this.#options = options;
  }

  /** One after the other: whoever is inside is waited for. */
  get isOrdered(): boolean {
    return this.#options.width === 1;
  }

  get isEmpty(): boolean {
    return this.#inside.size === 0 && this.#waiting.length === 0;
  }

  get hasRoom(): boolean {
    return this.#inside.size < this.#options.width;
  }

  /** Those that a call has to wait for: everybody inside, and everybody who came before. */
  ahead(call: Call): Call[] {
    if (this.#inside.has(call)) return [];
    const place = this.#waiting.findIndex((waiting) => waiting.call === call);
    const before = place < 0 ? this.#waiting : this.#waiting.slice(0, place);
    return [...this.#inside, ...before.map((waiting) => waiting.call)];
  }

  /** Resolves when it is this call's turn. Throws E_OVERLOAD when too many are there, E_CANCELLED when nobody wants it any more. */
  async enter(call: Call, signal: AbortSignalLike): Promise<void> {
    if (signal.aborted) throw new BulkheadError('E_CANCELLED');
    const { capacity, share, ownerOf } = this.#options;
    const isFull = this.#inside.size + this.#waiting.length >= capacity;
    if (isFull || (this.#counts.get(ownerOf(call)) ?? 0) >= share) throw new BulkheadError('E_OVERLOAD');
    this.#count(call, 1);
    if (this.hasRoom) this.#inside.add(call);
    else await this.#wait(call, signal);
  }

  /** The call is over: the next one goes in. Does nothing for one that never went in. */
  leave(call: Call): void {
    if (!this.#inside.delete(call)) return;
    this.#count(call, -1);
    const next = this.#waiting.shift();
    if (!next) return;
    this.#inside.add(next.call);
    next.enter();
  }

  #count(call: Call, change: 1 | -1): void {
    const owner = this.#options.ownerOf(call);
    const count = (this.#counts.get(owner) ?? 0) + change;
    if (count > 0) this.#counts.set(owner, count);
    else this.#counts.delete(owner);
  }

  #wait(call: Call, signal: AbortSignalLike): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        const place = this.#waiting.indexOf(waiting);
        if (place < 0) return;
        this.#waiting.splice(place, 1);
        this.#count(call, -1);
        reject(new BulkheadError('E_CANCELLED'));
      };
      const waiting: Waiting<Call> = {
        call,
        enter: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort);
      this.#waiting.push(waiting);
    });
  }
}
