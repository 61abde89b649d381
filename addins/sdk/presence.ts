import { FOCUSED, SEEN } from '../protocol/ui/ui-frames.ts';

/** Whether a person sees a view and works in it, as its window last said. */
export class Presence {
  #bits = SEEN;
  readonly #listeners = new Set<() => void>();

  readonly isSeen = (): boolean => (this.#bits & SEEN) !== 0;
  readonly isFocused = (): boolean => (this.#bits & FOCUSED) !== 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(bits: number): void {
    if (bits === this.#bits) return;
    this.#bits = bits;
    for (const listener of this.#listeners) listener();
  }
}
