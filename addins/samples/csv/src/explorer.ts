import type { Column } from './engine/column.ts';
import { NotATableError } from './engine/dialect.ts';
import type { Filter } from './engine/filter/filter.ts';
import { FilterError } from './engine/filter/filter-error.ts';
import { filterRows } from './engine/filter/filter-rows.ts';
import { parseFilter } from './engine/filter/parse-filter.ts';
import { allRows, type RowSet } from './engine/row-set.ts';
import { sortRows } from './engine/sort.ts';
import { columnStatistics, columnSum } from './engine/statistics.ts';
import { CancelledError } from './engine/steps.ts';
import { CsvTable } from './engine/table.ts';
import { type ExplorerState, INITIAL_STATE, NO_ROWS, type Notice } from './explorer-state.ts';
import { formatCount, formatSize } from './format.ts';
import { type ReadableFile, readTable } from './read-file.ts';
import { saveRows, type WritableFile } from './save-rows.ts';
import type { Settings } from './settings.ts';
import { type Work, Workbench } from './workbench.ts';

/** What the explorer needs of the world around it. */
export interface ExplorerOptions {
  /** Milliseconds. */
  now(): number;
  /** Lets everything that waits happen first. */
  pause(): Promise<void>;
}

interface Measured {
  readonly rows: RowSet;
  readonly column: Column;
}

/** The choices that decide which rows are shown, in which order, and what is told about them. */
export type Wanted = Pick<Settings, 'filter' | 'sort' | 'statistics'>;

/** One open file in one frame: what is shown of it, and the work that leads there. */
export class Explorer {
  readonly #listeners = new Set<() => void>();
  readonly #arranging: Workbench;
  readonly #saving: Workbench;
  #state: ExplorerState = INITIAL_STATE;
  /** Rows that pass the filter, in the order of the file. */
  #passed: RowSet = NO_ROWS;
  /** The choices that the rows on show were made by. */
  #shown: Pick<Wanted, 'filter' | 'sort'> = { filter: '', sort: null };
  /** What the statistics and the sum on show were made from. */
  #measured: Measured | undefined;
  #summed: Measured | undefined;
  #isReading = false;

  constructor(options: ExplorerOptions) {
    this.#arranging = new Workbench({ ...options, onJob: (job) => this.#change({ job }) });
    this.#saving = new Workbench({ ...options, onJob: (saving) => this.#change({ saving }) });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): ExplorerState => this.#state;

  /** The choices that are in effect; others were asked for but cancelled, or are being worked on. */
  get shown(): Wanted {
    return { ...this.#shown, statistics: this.#state.statistics?.column.name ?? null };
  }

  /** Reads a picked file. What was open before goes when the new one is there. */
  async open(file: ReadableFile): Promise<boolean> {
    const before = this.#state;
    const work = this.#arranging.begin();
    this.#isReading = true;
    this.#change({ phase: before.table ? 'open' : 'reading', notice: null });
    try {
      const onProgress = (read: number, rows: number): void =>
        work.report({
          label: `Reading ${file.name}`,
          done: file.size > 0 ? read / file.size : 1,
          detail: `${formatSize(read)} of ${formatSize(file.size)} · ${formatCount(rows)} rows`,
        });
      const table = await readTable(file, { signal: work, onProgress });
      this.#show(table, file.name);
      return true;
    } catch (thrown) {
      this.#change({ phase: before.table ? 'open' : 'empty' });
      if (!(thrown instanceof CancelledError)) this.#fail(`"${file.name}" was not opened.`, thrown);
      return false;
    } finally {
      this.#isReading = false;
      work.end();
    }
  }

  /** Whether the first row names the columns was guessed wrong. */
  toggleHeadings(): void {
    const { table, fileName } = this.#state;
    if (!table || fileName === null) return;
    const { bytes, dialect, index, hasHeadings } = table;
    this.#arranging.cancel();
    this.#show(new CsvTable({ bytes, dialect, index, hasHeadings: !hasHeadings }), fileName);
  }

  /** Brings what is shown in line with the choices. False when it was cancelled, or overtaken by another call. */
  async arrange(wanted: Wanted): Promise<boolean> {
    const { table } = this.#state;
    if (!table || this.#isReading) return true;
    const work = this.#arranging.begin();
    try {
      const filter = this.#parse(wanted.filter, table);
      if (filter !== 'wrong') await this.#filterAndSort(work, table, { ...wanted, parsed: filter });
      await this.#measure(work, table, wanted);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof CancelledError)) this.#fail('The rows could not be arranged.', thrown);
      return false;
    } finally {
      work.end();
    }
  }

  /** Writes the rows on show to a file that was picked for it. */
  async save(file: WritableFile): Promise<void> {
    const { table, rows } = this.#state;
    if (!table) return;
    const work = this.#saving.begin();
    try {
      await saveRows({ table, rows, file, work });
      const title = `${formatCount(rows.count)} rows were saved to "${file.name}".`;
      this.#change({ notice: { tone: 'ok', title, detail: '' } });
    } catch (thrown) {
      if (!(thrown instanceof CancelledError)) this.#fail(`"${file.name}" was not saved.`, thrown);
    } finally {
      work.end();
    }
  }

  cancel(): void {
    this.#arranging.cancel();
  }

  cancelSaving(): void {
    this.#saving.cancel();
  }

  /** The frame was closed. */
  close(): void {
    this.cancel();
    this.cancelSaving();
    this.#listeners.clear();
  }

  tell(notice: Notice | null): void {
    this.#change({ notice });
  }

  /** What a grid shows: the cells of `count` rows, from left to right. */
  cells(start: number, count: number, places: readonly number[]): string[][] {
    const { table, rows } = this.#state;
    if (!table) return [];
    const last = Math.min(rows.count, start + count);
    return Array.from({ length: Math.max(0, last - start) }, (_, row) => table.cells(rows.at(start + row), places));
  }

  #show(table: CsvTable, fileName: string): void {
    this.#passed = allRows(table.firstRow, table.rowCount);
    this.#shown = { filter: '', sort: null };
    const notice: Notice | null = table.index.unclosedQuote
      ? {
          tone: 'warn',
          title: `Row ${formatCount(table.rowCount)} opens a quote that is never closed.`,
          detail: 'Everything behind it is in that one row. Close the quote in the file, then open it again.',
        }
      : null;
    const { revision } = this.#state;
    this.#change({
      ...INITIAL_STATE,
      phase: 'open',
      fileName,
      table,
      saving: this.#state.saving,
      rows: this.#passed,
      revision: revision + 1,
      notice,
    });
  }

  /** "wrong" leaves the rows as they are, with the reason beside the filter. */
  #parse(text: string, table: CsvTable): Filter | undefined | 'wrong' {
    try {
      const filter = parseFilter(text, table.columns);
      this.#change({ filterProblem: null });
      return filter;
    } catch (thrown) {
      if (!(thrown instanceof FilterError)) throw thrown;
      this.#change({ filterProblem: thrown.message });
      return 'wrong';
    }
  }

  async #filterAndSort(work: Work, table: CsvTable, wanted: Wanted & { parsed: Filter | undefined }): Promise<void> {
    const filterChanged = wanted.filter !== this.#shown.filter;
    if (!filterChanged && sameSort(wanted.sort, this.#shown.sort)) return;
    const passed = filterChanged ? await work.run('Filtering', filterRows(table, wanted.parsed)) : this.#passed;
    const milliseconds = work.elapsed();
    const column = columnNamed(table, wanted.sort?.column ?? null);
    const sort = column && { place: column.place, descending: wanted.sort?.descending ?? false };
    const rows = sort ? await work.run(`Sorting by ${column.name}`, sortRows(table, passed, sort)) : passed;
    this.#passed = passed;
    this.#shown = { filter: wanted.filter, sort: wanted.sort };
    const match = wanted.parsed ? (filterChanged ? { milliseconds } : this.#state.match) : null;
    this.#change({ rows, match, revision: this.#state.revision + 1 });
  }

  /** Sum and statistics do not depend on the order of the rows: that of the file is the fastest to read. */
  async #measure(work: Work, table: CsvTable, wanted: Wanted): Promise<void> {
    const rows = this.#passed;
    const column = columnNamed(table, wanted.statistics);
    const summed = totalColumn(table, wanted);
    if (!column) this.#change({ statistics: null });
    else if (!this.#state.statistics || this.#measured?.rows !== rows || this.#measured.column !== column) {
      const statistics = await work.run(`Looking at ${column.name}`, columnStatistics(table, rows, column));
      this.#measured = { rows, column };
      this.#change({ statistics });
    }
    if (!summed) this.#change({ total: null });
    else if (this.#summed?.rows !== rows || this.#summed.column !== summed) {
      const summary = await work.run(`Adding up ${summed.name}`, columnSum(table, rows, summed));
      this.#summed = { rows, column: summed };
      this.#change({ total: summary ? { column: summed.name, sum: summary.sum } : null });
    }
  }

  #fail(title: string, thrown: unknown): void {
    const detail = thrown instanceof NotATableError ? `${thrown.message} ${thrown.remedy}` : messageOf(thrown);
    this.#change({ notice: { tone: 'bad', title, detail } });
  }

  #change(change: Partial<ExplorerState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function sameSort(one: Wanted['sort'], other: Wanted['sort']): boolean {
  return one?.column === other?.column && one?.descending === other?.descending;
}

export function columnNamed(table: CsvTable, name: string | null): Column | undefined {
  return name === null ? undefined : table.columns.find((column) => column.name === name);
}

/** The column whose sum people most likely want: the one they look at, else the first with amounts. */
function totalColumn(table: CsvTable, wanted: Wanted): Column | undefined {
  const looked = [wanted.statistics, wanted.sort?.column ?? null].map((name) => columnNamed(table, name));
  return looked.find((column) => column?.kind === 'number') ?? table.columns.find((column) => column.hasFractions);
}
