import type { Link, Receiver } from './link.ts';
import { scheduling } from './scheduler.ts';

interface Delivery {
  readonly data: unknown;
  readonly ports: readonly PortCore[];
}

const closing = 'closing';

/** A port without a face: the queue, the start rule and the close rule that all of Electron's port classes share. */
export class PortCore implements Receiver {
  onmessage: ((data: unknown, ports: readonly PortCore[]) => void) | null = null;
  onclose: (() => void) | null = null;
  #link: Link;
  #queue: (Delivery | typeof closing)[] = [];
  #started = false;
  #closed = false;
  #neutered = false;

  constructor(link: Link) {
    this.#link = link;
    link.receiver = this;
  }

  /** Moved away by a transfer: nothing works on it any more. */
  get neutered(): boolean {
    return this.#neutered;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** @throws {Error} "An object could not be cloned." */
  post(data: unknown, ports: readonly PortCore[] = []): void {
    if (this.#closed || this.#neutered) return;
    this.#link.send(data, ports);
  }

  start(): void {
    if (this.#started || this.#closed || this.#neutered) return;
    this.#started = true;
    for (let count = this.#queue.length; count > 0; count--) scheduling.current.task(() => this.#deliver());
  }

  close(): void {
    if (this.#closed || this.#neutered) return;
    this.#closed = true;
    this.#queue = [];
    this.#link.close();
  }

  /** Takes the port out of this process; `backlog` is what has arrived and has not been delivered. */
  detach(): { link: Link; backlog: readonly Delivery[] } {
    this.#neutered = true;
    const backlog = this.#queue.filter((item) => item !== closing);
    this.#queue = [];
    this.#link.receiver = null;
    return { link: this.#link, backlog };
  }

  message(data: unknown, ports: readonly PortCore[]): void {
    if (!this.#closed) this.#enqueue({ data, ports });
  }

  relink(link: Link): void {
    this.#link.receiver = null;
    this.#link = link;
    link.receiver = this;
    if (this.#closed) link.close();
    else if (link.closed) this.peerClosed();
  }

  #enqueue(item: Delivery | typeof closing): void {
    this.#queue.push(item);
    if (this.#started) scheduling.current.task(() => this.#deliver());
  }

  #deliver(): void {
    const item = this.#queue.shift();
    if (item === undefined) return;
    if (item !== closing) {
      this.onmessage?.(item.data, item.ports);
      return;
    }
    this.#closed = true;
    this.onclose?.();
  }

  /** The peer has gone. Queued messages come first, and a port that was never started never hears of it. */
  peerClosed(): void {
    if (!this.#closed) this.#enqueue(closing);
  }
}
