/** Milliseconds after something the person did in which an add-in may still react to it. */
const GESTURE_TIME = 5_000;

/** When the person last acted inside a frame of each add-in. */
export class Gestures {
  readonly #now: () => number;
  readonly #last = new Map<string, number>();

  /** `now` is monotonic, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Only the window says so, for something the person really did. */
  note(addinId: string): void {
    this.#last.set(addinId, this.#now());
  }

  isRecent(addinId: string): boolean {
    const last = this.#last.get(addinId);
    return last !== undefined && this.#now() - last <= GESTURE_TIME;
  }
}
