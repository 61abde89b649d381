import type { Plain } from '@bulkhead/sdk';
import { type Note, readNote } from '../../shared/note.ts';

/** What version 2 hands over: form 2. */
export interface StateV2 {
  selectedId: string | null;
  /** What was searched for. */
  query: string;
  /** Notes that were not saved yet. */
  drafts: Note[];
}

/** Reads what version 1 or 2 handed over. Throws when it was made by a newer one. */
export function readState(state: Plain, version: number): StateV2 {
  if (version > 2)
    throw new Error(`These notes were left by a newer version (form ${version}). Install that one again.`);
  const record = (typeof state === 'object' && state !== null && !Array.isArray(state) ? state : {}) as Record<
    string,
    unknown
  >;
  const selectedId = typeof record.selectedId === 'string' ? record.selectedId : null;
  if (version === 1) return { selectedId, query: '', drafts: notesIn([record.draft]) };
  return {
    selectedId,
    query: typeof record.query === 'string' ? record.query : '',
    drafts: Array.isArray(record.drafts) ? notesIn(record.drafts) : [],
  };
}

function notesIn(values: readonly unknown[]): Note[] {
  return values.map(readNote).filter((note) => note !== undefined);
}
