import type { Plain } from '@bulkhead/sdk';
import { type Note, readNote } from '../../shared/note.ts';

/** What version 1 hands over: form 1. */
export interface StateV1 {
  selectedId: string | null;
  /** The note that was not saved yet. */
  draft: Note | null;
}

/** Reads what a version of Notes handed over. Throws when it was made by a newer one. */
export function readState(state: Plain, version: number): StateV1 {
  if (version !== 1)
    throw new Error(`These notes were left by a newer version (form ${version}). Install that one again.`);
  const { selectedId, draft } = (state ?? {}) as { selectedId?: unknown; draft?: unknown };
  return { selectedId: typeof selectedId === 'string' ? selectedId : null, draft: readNote(draft) ?? null };
}
