interface Window {
  startedAt: number;
  spent: number;
}

/** How much each add-in may do within a time. Counted by add-in, so that a restart gives nothing back. */
export class RateLimit {
  readonly #now: () => number;
  readonly #period: number;
  readonly #windows = new Map<string, Window>();

  /** `now` is monotonic; both in milliseconds. */
  constructor(options: { now: () => number; period: number }) {
    this.#now = options.now;
    this.#period = options.period;
  }

  /** Takes `amount` of the `limit`; false, with nothing taken, when that much is not left. */
  take(addinId: string, amount: number, limit: number): boolean {
    const window = this.#windowOf(addinId);
    if (window.spent + amount > limit) return false;
    window.spent += amount;
    return true;
  }

  #windowOf(addinId: string): Window {
    const now = this.#now();
    const known = this.#windows.get(addinId);
    if (known && now - known.startedAt < this.#period) return known;
    const fresh: Window = { startedAt: now, spent: 0 };
    this.#windows.set(addinId, fresh);
    return fresh;
  }
}
