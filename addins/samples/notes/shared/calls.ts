import { theDesk } from './desk.ts';
import { titleOf, wordCount } from './note.ts';

/** Milliseconds. The longest that `slowEcho` waits. */
const LONGEST = 60_000;

/** What others may call by name; `version` tells which version answers. */
export function createCalls(version: string) {
  return {
    version: () => version,
    wordCount: (text: unknown) => wordCount(String(text ?? '')),
    titles: () => theDesk().store.notes.get().map(titleOf),
    /** Answers its argument after a while: shows that a call outlives an upgrade. */
    slowEcho: (value: unknown, milliseconds: unknown) =>
      new Promise<{ value: string; version: string }>((resolve) => {
        const wait = Math.min(LONGEST, Math.max(0, Number(milliseconds) || 0));
        setTimeout(() => resolve({ value: String(value), version }), wait);
      }),
  };
}
