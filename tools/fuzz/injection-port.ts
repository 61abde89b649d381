import type { Clock } from '../../addins/protocol/clock.ts';
import { createMemoryPair, type Transport } from '../../addins/protocol/transport.ts';

/** Timers that never keep the process alive. */
export const fuzzClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  soon: queueMicrotask,
};

/** A port without a peer: frames are put in by hand, what comes out is cloned as a port would and thrown away. */
export class InjectionPort implements Transport {
  #onMessage: ((message: unknown) => void) | undefined;
  #onClose: (() => void) | undefined;
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(message: unknown): void {
    if (!this.#isClosed) structuredClone(message);
  }

  start(onMessage: (message: unknown) => void, onClose: () => void): void {
    this.#onMessage = onMessage;
    this.#onClose = onClose;
  }

  close(): void {
    this.#isClosed = true;
  }

  receive(message: unknown): void {
    if (!this.#isClosed) this.#onMessage?.(message);
  }

  /** The peer is gone. */
  hangUp(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#onClose?.();
  }
}

/** Two ends, and everything that the left one sends. */
export function createRecordedPair(): { left: Transport; right: Transport; sent: unknown[][] } {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const sent: unknown[][] = [];
  const send = left.send.bind(left);
  left.send = (message) => {
    sent.push(structuredClone(message) as unknown[]);
    send(message);
  };
  return { left, right, sent };
}
