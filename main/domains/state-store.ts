import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { MAXIMUM_STATE, type SavedState, savedState } from '../../addins/protocol/methods/domain-methods.ts';

/** 'before': what the version before handed over, for the day somebody goes back to it. */
type Slot = 'last' | 'before';

/** What add-ins hand to their successors: small files, each written in one step. */
export class StateStore {
  readonly #folder: string;
  /** Hash of what the file of a slot holds, as far as this run wrote it. */
  readonly #written = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The newest state that a version can read: forms newer than `stateVersion` are none of its business. */
  readable(addinId: string, stateVersion: number): SavedState | undefined {
    const last = this.get(addinId);
    if (!last || last.version <= stateVersion) return last;
    const before = this.get(addinId, 'before');
    return before && before.version <= stateVersion ? before : undefined;
  }

  /** Undefined when there is none, or when what is there cannot be read. */
  get(addinId: string, slot: Slot = 'last'): SavedState | undefined {
    try {
      return savedState.parse(JSON.parse(readFileSync(this.#file(addinId, slot), 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Writes only what changed. Throws E_QUOTA for a state that is too large, E_IO; the one kept before stays. */
  put(addinId: string, state: SavedState, slot: Slot = 'last'): void {
    const text = stateText(state);
    const file = this.#file(addinId, slot);
    const hash = createHash('sha256').update(text).digest('base64');
    if (this.#written.get(file) === hash) return;
    try {
      writeFileAtomic.sync(file, text);
    } catch (thrown) {
      throw new BulkheadError('E_IO', {
        message: 'The saved data could not be written.',
        cause: toBulkheadError(thrown),
      });
    }
    this.#written.set(file, hash);
  }

  /** Moves a state that its add-in refused out of the way, where a person can still find it. */
  setAside(addinId: string): void {
    const file = this.#file(addinId, 'last');
    this.#written.delete(file);
    try {
      renameSync(file, `${file}.refused`);
    } catch {
      // What cannot be moved is refused again the next time; that alone must not keep the add-in from starting.
    }
  }

  remove(addinId: string): void {
    const [last, before] = [this.#file(addinId, 'last'), this.#file(addinId, 'before')];
    for (const file of [last, before, `${last}.refused`]) {
      this.#written.delete(file);
      rmSync(file, { force: true });
    }
  }

  #file(addinId: string, slot: Slot): string {
    // A plus sign is in no encoded name, so no add-in's file is another one's slot.
    const suffix = slot === 'last' ? '' : '+before';
    return path.join(this.#folder, `${encodeURIComponent(addinId)}${suffix}.json`);
  }
}

/** Throws E_QUOTA. */
export function stateText(state: SavedState): string {
  const text = JSON.stringify(state);
  if (text.length > MAXIMUM_STATE) throw new BulkheadError('E_QUOTA', { message: 'The saved data is too large.' });
  return text;
}
