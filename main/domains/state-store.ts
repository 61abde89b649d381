import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { MAXIMUM_STATE, type SavedState, savedState } from '../../addins/protocol/methods/domain-methods.ts';

/** What add-ins hand to their successors: one small file each, written in one step. */
export class StateStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Undefined when there is none, or when what is there cannot be read. */
  get(addinId: string): SavedState | undefined {
    try {
      return savedState.parse(JSON.parse(readFileSync(this.#file(addinId), 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Throws E_QUOTA for a state that is too large; the one kept before stays. */
  put(addinId: string, state: SavedState): void {
    const text = JSON.stringify(state);
    if (text.length > MAXIMUM_STATE) throw new BulkheadError('E_QUOTA', { message: 'The saved data is too large.' });
    writeFileAtomic.sync(this.#file(addinId), text);
  }

  /** Moves a state that its add-in refused out of the way, where a person can still find it. */
  setAside(addinId: string): void {
    renameSync(this.#file(addinId), `${this.#file(addinId)}.refused`);
  }

  remove(addinId: string): void {
    rmSync(this.#file(addinId), { force: true });
    rmSync(`${this.#file(addinId)}.refused`, { force: true });
  }

  #file(addinId: string): string {
    return path.join(this.#folder, `${encodeURIComponent(addinId)}.json`);
  }
}
