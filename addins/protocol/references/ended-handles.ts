import type { BulkheadError } from '../errors.ts';
import { leaseExpired } from './reference-errors.ts';

/** Enough to explain the mistakes of a running program; older ones are explained without the place. */
const REMEMBERED = 256;

/** Why handles ended, newest {@link REMEMBERED}: who uses one too late is told where the last reference went. */
export class EndedHandles {
  readonly #ended = new Map<number, { reason: string; contract: string }>();

  add(handle: number, ended: { reason: string; contract: string }): void {
    this.#ended.set(handle, ended);
    if (this.#ended.size <= REMEMBERED) return;
    for (const oldest of this.#ended.keys()) {
      this.#ended.delete(oldest);
      return;
    }
  }

  /** What it was; undefined where nobody remembers. */
  contractOf(handle: number): string | undefined {
    return this.#ended.get(handle)?.contract;
  }

  error(handle: number, contract?: string): BulkheadError {
    const reason = this.#ended.get(handle)?.reason ?? 'it was let go of some time ago';
    return leaseExpired({ handle, contract, reason });
  }
}
