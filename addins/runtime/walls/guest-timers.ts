/** Timers that one guest may have at once: far above any use, far below what would slow the process down. */
const TIMERS = 256;
/** Milliseconds. A repeating timer that fires more often is a loop, not a clock. */
const SHORTEST_INTERVAL = 4;
/** Milliseconds. The longest that Node counts; above it would fire at once. */
const LONGEST = 2 ** 31 - 1;

type Callback = (...args: unknown[]) => unknown;

export interface GuestTimers {
  globals: Record<string, unknown>;
  /** Calls off everything that is still waiting; nothing of the guest runs by a timer after it. */
  dispose(): void;
}

/** What is waiting, by number. Node's own timer objects lead to the timers of the runtime, so a guest never sees one. */
class WaitingList {
  readonly #stops = new Map<number, () => void>();
  #lastId = 0;
  #open = true;

  get open(): boolean {
    return this.#open;
  }

  /** Answers the number of the new entry, 0 after the end. `start` gets the callback and answers how to call it off. */
  add(callback: unknown, start: (run: Callback, taken: () => boolean) => () => void): number {
    if (typeof callback !== 'function') throw new TypeError('A timer needs a function.');
    if (!this.#open) return 0;
    if (this.#stops.size >= TIMERS) throw new RangeError(`An add-in can have ${TIMERS} timers at once.`);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#stops.set(
      id,
      start(callback as Callback, () => this.#stops.delete(id)),
    );
    return id;
  }

  readonly clear = (id: unknown): void => {
    if (typeof id !== 'number') return;
    this.#stops.get(id)?.();
    this.#stops.delete(id);
  };

  end(): void {
    this.#open = false;
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}

/**
 * Timers by number. A callback runs on a turn of its own, without `this`; what it throws is an uncaught error of the
 * process. Must be created before the language wall goes up.
 */
export function createGuestTimers(): GuestTimers {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
  const waiting = new WaitingList();
  const globals = {
    setTimeout: (callback: unknown, delay?: unknown, ...args: unknown[]) =>
      waiting.add(callback, (run, taken) => {
        const timer = setTimeout(() => taken() && run(...args), milliseconds(delay, 1));
        return () => clearTimeout(timer);
      }),
    setInterval: (callback: unknown, delay?: unknown, ...args: unknown[]) =>
      waiting.add(callback, (run) => {
        const timer = setInterval(() => run(...args), milliseconds(delay, SHORTEST_INTERVAL));
        return () => clearInterval(timer);
      }),
    setImmediate: (callback: unknown, ...args: unknown[]) =>
      waiting.add(callback, (run, taken) => {
        const immediate = setImmediate(() => taken() && run(...args));
        return () => clearImmediate(immediate);
      }),
    clearTimeout: waiting.clear,
    clearInterval: waiting.clear,
    clearImmediate: waiting.clear,
    queueMicrotask: createQueueMicrotask(waiting),
  };
  return { globals, dispose: () => waiting.end() };
}

function createQueueMicrotask(waiting: WaitingList): (callback: unknown) => void {
  const { queueMicrotask } = globalThis;
  return (callback) => {
    if (typeof callback !== 'function') throw new TypeError('queueMicrotask needs a function.');
    const run = callback as Callback;
    queueMicrotask(() => waiting.open && run());
  };
}

/** Text counts as in a browser; objects do not, because reading one would run the guest's code here. */
function milliseconds(delay: unknown, shortest: number): number {
  const wanted = typeof delay === 'number' || typeof delay === 'string' ? Number(delay) : 0;
  return Number.isNaN(wanted) ? shortest : Math.min(Math.max(wanted, shortest), LONGEST);
}
