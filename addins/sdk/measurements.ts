import { BulkheadError } from '../protocol/errors.ts';
import { OPEN_QUESTIONS } from '../protocol/ui/ui-frames.ts';
import type { GuestNode } from './reconciler/guest-node.ts';

/** Where a component is drawn: CSS pixels from the upper left corner of its view. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Answer = (area: Area | null) => void;

/** The measurements that one view waits for. The window answers after its next paint; nothing ever blocks. */
export class Measurements {
  readonly #waiting = new Map<number, Answer>();
  #lastNumber = 0;

  /** Asks with `send`. Resolves with null for what is not on the screen; rejects with E_OVERLOAD when too many wait. */
  measure(node: GuestNode, send: (node: GuestNode, number: number) => void): Promise<Area | null> {
    if (node.id === 0) return Promise.resolve(null);
    if (this.#waiting.size >= OPEN_QUESTIONS) return Promise.reject(new BulkheadError('E_OVERLOAD'));
    const number = ++this.#lastNumber;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      send(node, number);
    });
  }

  answer(number: number, { x, y, width, height }: Area): void {
    const answer = this.#waiting.get(number);
    this.#waiting.delete(number);
    answer?.(width < 0 ? null : { x, y, width, height });
  }

  /** The window that was asked is gone, or draws nothing. */
  answerAll(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of waiting) answer(null);
  }
}
