import { type Chattiness, ChattyDetector } from './chatty-detector.ts';

/**
 * Milliseconds per call below which the way of a call that is passed on costs more than the work: it crosses two ports, there
 * and back, before anybody works, and how much of the time that was nobody outside can tell.
 */
export const LITTLE_PASSED_WORK = 1;
/** Names that are told apart; nobody listens to advice about more. */
const NAMES = 500;

interface Passed {
  readonly detector: ChattyDetector;
  open: number;
  /** When the first of those that are open began. */
  since: number;
}

/** Calls that one add-in makes to others: finds those that are made in a loop. */
export class PassedCalls {
  readonly #now: () => number;
  readonly #onFound: (name: string, found: Chattiness) => void;
  readonly #byName = new Map<string, Passed>();

  constructor(now: () => number, onFound: (name: string, found: Chattiness) => void) {
    this.#now = now;
    this.#onFound = onFound;
  }

  /** A call begins; it ends with what is answered. */
  begin(name: string): () => void {
    const passed = this.#of(name);
    if (!passed) return () => undefined;
    if (passed.open++ === 0) passed.since = this.#now();
    return () => this.#end(name, passed);
  }

  /** Of calls that overlap, the time in which there was any is shared by all: together they waited no longer. */
  #end(name: string, passed: Passed): void {
    const now = this.#now();
    const found = passed.detector.answered(now, --passed.open === 0 ? now - passed.since : 0);
    if (found) this.#onFound(name, found);
  }

  #of(name: string): Passed | undefined {
    const known = this.#byName.get(name);
    if (known || this.#byName.size >= NAMES) return known;
    const passed = { detector: new ChattyDetector(LITTLE_PASSED_WORK), open: 0, since: 0 };
    this.#byName.set(name, passed);
    return passed;
  }
}
