import { CancelSignal } from '../cancel-signal.ts';
import { BulkheadError } from '../errors.ts';
import { PERSON_DEADLINE } from '../limits.ts';
import type { AbortSignalLike, Trace } from '../method.ts';

/** How an object or a callback of somebody else is called. */
export interface ReferenceCallOptions {
  /** Calls it off: its owner is told, and the call rejects with E_CANCELLED. */
  signal?: AbortSignalLike;
  /** Milliseconds until the call is given up, instead of what its contract says. */
  deadline?: number;
}

/** What a process that passes objects on says and hears besides. */
export interface ObjectCallOptions extends ReferenceCallOptions {
  /** The call as whoever passes it on knows it; otherwise the one that is worked on here. */
  trace?: Trace;
  /** Objects that come with the answer are put in here. Only at a relay. */
  received?: object[];
}

/** The options in a form that can be relied on. */
export interface ReadOptions {
  readonly signal: AbortSignalLike | undefined;
  readonly deadline: number | undefined;
  readonly trace: Trace | undefined;
}

/** Options come from an add-in: looked at once, before anything is sent. Throws E_CONTRACT, or E_CANCELLED where it is late already. */
export function readOptions({ signal, deadline, trace }: ObjectCallOptions): ReadOptions {
  if (deadline !== undefined && !isDeadline(deadline)) {
    throw wrong(`"deadline" is a whole number of milliseconds, at most ${PERSON_DEADLINE}`);
  }
  if (signal !== undefined && typeof signal.addEventListener !== 'function') {
    throw wrong('"signal" is made by createCancelSource()');
  }
  if (signal?.aborted) throw new BulkheadError('E_CANCELLED');
  return { signal: signal && heed(signal), deadline, trace };
}

/** Our own does what it should. */
function heed(signal: AbortSignalLike): AbortSignalLike {
  return signal instanceof CancelSignal ? signal : new HeedfulSignal(signal);
}

function isDeadline(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= PERSON_DEADLINE;
}

function wrong(message: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message });
}

/**
 * A signal that somebody else made, who may do anything when it is listened to: what hears it can do no harm, and what goes wrong
 * when it is let go of does not hold up the answer.
 */
class HeedfulSignal implements AbortSignalLike {
  readonly #signal: AbortSignalLike;
  #heard: (() => void) | undefined;

  constructor(signal: AbortSignalLike) {
    this.#signal = signal;
  }

  get aborted(): boolean {
    return this.#signal.aborted;
  }

  addEventListener(type: 'abort', listener: () => void): void {
    this.#heard = Object.freeze(() => listener());
    this.#signal.addEventListener(type, this.#heard);
  }

  removeEventListener(type: 'abort'): void {
    try {
      if (this.#heard) this.#signal.removeEventListener(type, this.#heard);
    } catch {
      // Its maker's own mistake; the call has ended all the same.
    }
  }
}
