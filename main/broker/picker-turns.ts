import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Caller } from './capability.ts';

/** A person sees one file dialog of an add-in at a time. */
export class PickerTurns {
  readonly #picking = new Set<string>();

  async take<Value>({ addinId }: Caller, pick: () => Promise<Value>): Promise<Value> {
    if (this.#picking.has(addinId)) {
      throw new BulkheadError('E_OVERLOAD', { message: 'A file dialog of this add-in is open already.' });
    }
    this.#picking.add(addinId);
    try {
      return await pick();
    } finally {
      this.#picking.delete(addinId);
    }
  }
}
