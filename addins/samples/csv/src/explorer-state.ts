import type { RowSet } from './engine/row-set.ts';
import type { Statistics } from './engine/statistics.ts';
import type { CsvTable } from './engine/table.ts';

/** Something that takes long enough to be seen. */
export interface Job {
  readonly label: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly detail: string;
}

/** A message that stays until it is dismissed. */
export interface Notice {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly title: string;
  readonly detail: string;
}

/** What a frame shows. A new object for each change; rows that are in view are asked for by `revision`. */
export interface ExplorerState {
  readonly phase: 'empty' | 'reading' | 'open';
  readonly fileName: string | null;
  readonly table: CsvTable | null;
  readonly rows: RowSet;
  readonly revision: number;
  /** Set while a filter is in effect. */
  readonly match: { readonly milliseconds: number } | null;
  readonly filterProblem: string | null;
  /** Sum of the column that matters most, over the rows that are shown. */
  readonly total: { readonly column: string; readonly sum: number } | null;
  readonly statistics: Statistics | null;
  /** Reading, filtering, sorting or measuring. */
  readonly job: Job | null;
  readonly saving: Job | null;
  readonly notice: Notice | null;
}

export const NO_ROWS: RowSet = { count: 0, at: () => 0 };

export const INITIAL_STATE: ExplorerState = {
  phase: 'empty',
  fileName: null,
  table: null,
  rows: NO_ROWS,
  revision: 0,
  match: null,
  filterProblem: null,
  total: null,
  statistics: null,
  job: null,
  saving: null,
  notice: null,
};
