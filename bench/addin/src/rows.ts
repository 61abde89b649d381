/** The data of the large view: both sides of the comparison draw exactly this. */

/** One row in this many changes in an update, and of it one node: together one node in a hundred. */
const UPDATED_ROWS = 10;

export interface LargeRow {
  readonly id: number;
  readonly title: string;
  readonly detail: string;
  readonly amount: string;
  readonly date: string;
  readonly tone: 'normal' | 'ok' | 'warn';
}

const TONES = ['normal', 'ok', 'warn'] as const;
const DAYS = 28;

export function createRow(id: number, revision: number): LargeRow {
  return {
    id,
    title: `Invoice ${10_000 + id}`,
    detail: `Customer ${(id * 37) % 911}, revision ${revision}`,
    amount: `${((id * 7_919) % 100_000) / 100}`,
    date: `2026-11-${String(1 + (id % DAYS)).padStart(2, '0')}`,
    tone: TONES[id % TONES.length] ?? 'normal',
  };
}

export function rowsOf(count: number): LargeRow[] {
  return Array.from({ length: count }, (_, id) => createRow(id, 0));
}

/** The next state: rows that did not change are the same objects, so that both sides may skip them. */
export function updateRows(rows: readonly LargeRow[], revision: number): LargeRow[] {
  const chosen = (revision * 3) % UPDATED_ROWS;
  return rows.map((row) => (row.id % UPDATED_ROWS === chosen ? createRow(row.id, revision) : row));
}

/** An answer that only somebody who worked it out can give: tells a lost or mixed-up answer from a right one. */
export function answerTo(question: number): number {
  return (question * 48_271) % 2_147_483_647;
}
