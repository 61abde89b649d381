import { toBulkheadError } from '../../addins/protocol/errors.ts';
import type { SavedState } from '../../addins/protocol/methods/domain-methods.ts';
import type { Activation, Generation } from './generation.ts';
import type { StateStore } from './state-store.ts';

export interface KeptStateOptions {
  addinId: string;
  states: StateStore;
  /** Something that a person may want to know and that ends nothing. */
  onNote(text: string): void;
}

/** Milliseconds an add-in has for its saved state at a start: nobody's window is frozen meanwhile. */
const RESTORE_LIMIT = 15_000;

/** What one add-in keeps from one life to the next. Trouble with it is told, and ends nothing that runs. */
export class KeptState {
  readonly #options: KeptStateOptions;
  #lastNote = '';

  constructor(options: KeptStateOptions) {
    this.#options = options;
  }

  /** Asks for the state and keeps it where `isWanted` still holds. False when there was no answer in time. */
  async save(generation: Generation, isWanted: () => boolean): Promise<boolean> {
    const { addinId, states } = this.#options;
    try {
      const state = await generation.saveState();
      if (state && isWanted()) states.put(addinId, state);
      return true;
    } catch (thrown) {
      // The state kept before stays.
      const error = toBulkheadError(thrown);
      if (!generation.session.closed) this.#note(`Its data could not be kept: ${error.message}`);
      return error.code !== 'E_CALL_TIMEOUT';
    }
  }

  /**
   * Gives a new process what was kept. A state that it cannot read is set aside, not lost. Throws where the process
   * did not survive that, or does not answer: its next start goes on without.
   */
  async restore(generation: Generation): Promise<void> {
    const { addinId, states } = this.#options;
    const state = states.readable(addinId, generation.loaded.manifest.state.version);
    if (!state) return;
    try {
      await generation.restoreState(state, { deadline: RESTORE_LIMIT });
    } catch (thrown) {
      const error = toBulkheadError(thrown);
      // Stopped by somebody: that says nothing about the state.
      if (error.code === 'E_DOMAIN_UNLOADED') throw error;
      states.setAside(addinId);
      this.#note(`It could not read the data it had kept, and goes on without: ${error.message}`);
      if (generation.state !== 'warming' || error.code === 'E_CALL_TIMEOUT') throw error;
    }
  }

  /** For a crash of the new version, and for the way back. It serves already: a full disk is no reason to undo that. */
  keepHandedOver(state: SavedState, reason: Activation['reason']): void {
    const { addinId, states } = this.#options;
    try {
      states.put(addinId, state);
      if (reason === 'upgrade') states.put(addinId, state, 'before');
    } catch (thrown) {
      this.#note(`Its data could not be kept: ${toBulkheadError(thrown).message}`);
    }
  }

  /** The same news every quarter of a minute would only be noise. */
  #note(text: string): void {
    if (text === this.#lastNote) return;
    this.#lastNote = text;
    this.#options.onNote(text);
  }
}
