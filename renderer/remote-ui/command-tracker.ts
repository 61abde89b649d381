import type { Clock } from '../../addins/protocol/clock.ts';
import { EVENTS_OUTSTANDING } from '../../addins/protocol/limits.ts';
import type { HostNode } from './host-node.ts';

/** Milliseconds after which a control is usable again although its handler has not finished. */
const BUSY_LIMIT = 10_000;

interface Running {
  node: HostNode;
  forget(): void;
}

/** The commands whose handlers an add-in has not finished: what makes a control look busy. */
export class CommandTracker {
  readonly #clock: Clock;
  readonly #onIdle: (node: HostNode) => void;
  readonly #running = new Map<number, Running>();
  #lastNumber = 0;

  constructor(clock: Clock, onIdle: (node: HostNode) => void) {
    this.#clock = clock;
    this.#onIdle = onIdle;
  }

  /** The number of a new command, undefined when too many are under way. */
  start(node: HostNode): number | undefined {
    if (this.#running.size >= EVENTS_OUTSTANDING) return undefined;
    const number = ++this.#lastNumber;
    const forget = this.#clock.after(BUSY_LIMIT, () => this.finish(number));
    this.#running.set(number, { node, forget });
    node.running++;
    return number;
  }

  finish(number: number): void {
    const running = this.#running.get(number);
    if (!running) return;
    this.#running.delete(number);
    running.forget();
    running.node.running--;
    running.node.invalidate();
    this.#onIdle(running.node);
  }

  /** The process that worked on them is gone. */
  finishAll(): void {
    for (const number of [...this.#running.keys()]) this.finish(number);
  }
}
