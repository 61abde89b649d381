import { INSPECT_BUDGET } from '../../protocol/inspect/inspect-limits.ts';
import { now } from '../compartment-globals.ts';

/** The time that an author's getters may take for one answer. Nobody can stop a getter; the ones after it wait. */
export class Budget {
  readonly #start = now();

  get isSpent(): boolean {
    return now() - this.#start > INSPECT_BUDGET;
  }
}
