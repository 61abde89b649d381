import type { BulkheadError } from '../errors.ts';
import { leaseExpired } from './reference-errors.ts';

/** Enough to explain the mistakes of a running program; older ones are explained without the place. */
const REMEMBERED = 256;

/** Why handles ended, newest {@link REMEMBERED}: who uses one too late is told where the last reference went. */
export class EndedHandles {
  readonly #reasons = new Map<number, string>();

  add(handle: number, reason: string): void {
    this.#reasons.set(handle, reason);
    if (this.#reasons.size <= REMEMBERED) return;
    for (const oldest of this.#reasons.keys()) {
      this.#reasons.delete(oldest);
      return;
    }
  }

  error(handle: number, contract?: string): BulkheadError {
    return leaseExpired({ handle, contract, reason: this.#reasons.get(handle) ?? 'it was let go of some time ago' });
  }
}
