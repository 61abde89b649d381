import type { Clock } from '../clock.ts';
import { BulkheadError, toBulkheadError } from '../errors.ts';
import { FIRST_PREFIX, FRAME_HEADER, itemEnd } from '../frame.ts';
import { FRAME_FIELDS } from '../limits.ts';
import type { Transport } from '../transport.ts';
import { withOwnMemory } from './own-memory.ts';

/** Fields after which a frame takes no more: far from the limits, because the next item may be a long one. */
const FULL_FRAME = FRAME_FIELDS / 4;

export interface OutboxOptions {
  transport: Transport;
  clock: Pick<Clock, 'soon'>;
  epoch: number;
  /** One item could not be sent, because it holds something that cannot be cloned; the others are. */
  onRefused(item: readonly unknown[], error: BulkheadError): void;
  onFrame(): void;
  /** Everything that was said left, but for what was refused before. */
  onFlushed(): void;
}

/** Collects what one side has to say during a turn and sends it as one frame at its end. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #plannedFlush = (): void => this.flush();
  #items: unknown[] = [];
  #sequence = 0;
  #isPlanned = false;
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The frame of this turn. Whoever calls takes it anew for each item, and pushes the whole item onto it. */
  get items(): unknown[] {
    // Whoever says very much in one turn says it in several frames: one that is too long would be refused whole.
    if (this.#items.length >= FULL_FRAME) this.flush();
    if (this.#items.length === 0) this.#items.push(0, 0);
    if (!this.#isPlanned) {
      this.#isPlanned = true;
      this.#options.clock.soon(this.#plannedFlush);
    }
    return this.#items;
  }

  /** Sends what waits now instead of at the end of the turn. */
  flush(): void {
    this.#isPlanned = false;
    if (this.#items.length === 0 || this.#isClosed) return;
    const items = this.#items;
    this.#items = [];
    try {
      this.#send(items);
    } catch {
      this.#sendSingly(items);
    }
    this.#options.onFlushed();
  }

  close(): void {
    this.#isClosed = true;
    this.#items = [];
  }

  #send(items: unknown[]): void {
    for (let index = FRAME_HEADER; index < items.length; index++) {
      const field = items[index];
      if (typeof field === 'object' && field !== null) items[index] = withOwnMemory(field);
    }
    items[0] = this.#options.epoch;
    items[1] = this.#sequence;
    this.#options.transport.send(items);
    this.#sequence++;
    this.#options.onFrame();
  }

  /** A value in this frame cannot be cloned: only the item that holds it fails, the others go on their own. */
  #sendSingly(items: readonly unknown[]): void {
    for (const { prefixes, item } of splitItems(items)) {
      try {
        this.#send([0, 0, ...prefixes, ...item]);
      } catch (thrown) {
        const { message } = toBulkheadError(thrown);
        this.#options.onRefused(item, new BulkheadError('E_NOT_SERIALIZABLE', { message, cause: thrown }));
      }
    }
  }
}

interface WholeItem {
  /** What was said about the item before it. */
  prefixes: readonly unknown[];
  item: readonly unknown[];
}

function* splitItems(items: readonly unknown[]): Generator<WholeItem> {
  let start = FRAME_HEADER;
  let index = start;
  while (index < items.length) {
    const end = itemEnd(items, index);
    // Our own items always have the right form; were one broken, nothing behind it could be told apart.
    if (end < 0) return;
    if ((items[index] as number) < FIRST_PREFIX) {
      yield { prefixes: items.slice(start, index), item: items.slice(index, end) };
      start = end;
    }
    index = end;
  }
}
