import type { Clock } from '../clock.ts';
import { OPEN_STREAMS } from '../limits.ts';
import type { Items } from '../method.ts';
import type { RunningCall } from '../running-calls.ts';
import { invoke, type LocalMethod } from './local-methods.ts';
import type { Outbox } from './outbox.ts';
import { StreamSender } from './streams.ts';

export interface StreamServerOptions {
  outbox: Outbox;
  clock: Clock;
}

export interface OpenedStream {
  readonly id: number;
  readonly method: LocalMethod;
  readonly parameters: unknown[];
  readonly running: RunningCall;
  /** Items that the peer has room for. */
  readonly credit: number;
}

/** The streams that the peer reads. */
export class StreamServer {
  readonly #options: StreamServerOptions;
  readonly #senders = new Map<number, StreamSender>();
  /** From the moment on which they are let in. */
  #open = 0;

  constructor(options: StreamServerOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#open >= OPEN_STREAMS;
  }

  /** Resolves when the last item was handed over; rejects with what the handler or its source throws. */
  async run({ id, method, parameters, running, credit }: OpenedStream): Promise<null> {
    this.#open++;
    try {
      const items = (await invoke(method, parameters, running)) as Items<unknown>;
      const sender = new StreamSender({ ...this.#options, id, call: running, items, credit });
      this.#senders.set(id, sender);
      await sender.run();
      return null;
    } finally {
      this.#open--;
      this.#senders.delete(id);
    }
  }

  /** The peer has room for so many more. */
  pull(id: number, count: number): void {
    this.#senders.get(id)?.pull(count);
  }

  close(): void {
    this.#senders.clear();
  }
}
