import { type LargeRow, rowsOf, updateRows } from '../addin/src/rows.ts';

interface Shown {
  readonly rows: readonly LargeRow[];
  readonly revision: number;
}

let shown: Shown = { rows: [], revision: 0 };
const listeners = new Set<() => void>();

function show(next: Shown): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** The same state with the same changes as in the add-in, held in this page. */
export const inProcess = {
  fill: (count: number, revision: number) => show({ rows: rowsOf(count), revision }),
  update: (revision: number) => show({ rows: updateRows(shown.rows, revision), revision }),
  snapshot: () => shown,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
