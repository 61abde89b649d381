import { type Column, describeColumn, looksLikeHeadings, nameColumns } from './column.ts';
import { decodeText } from './decode.ts';
import type { Dialect } from './dialect.ts';
import { RowCursor } from './row-cursor.ts';
import type { RowIndex } from './row-index.ts';

export interface TableParts {
  /** The whole file, exactly. */
  bytes: Uint8Array;
  dialect: Dialect;
  index: RowIndex;
  /** Whether the first row names the columns; without it the table decides. */
  hasHeadings?: boolean | undefined;
}

/** Columns that are shown; more than a grid takes would have to be cut off anyway. */
const COLUMNS = 500;
/** Rows that are looked at, spread over the file, to find out what the columns hold. */
const SAMPLED_ROWS = 500;
/** Rows right below the first one that tell whether it is a heading. */
const ROWS_BELOW = 50;
/** Characters of a value that are shown. */
const SHOWN_CHARACTERS = 500;
/** A letter takes at most four bytes. */
const BYTES_PER_LETTER = 4;

/** A CSV file in memory: its bytes, where its rows begin, and what its columns are. Values are decoded when asked for. */
export class CsvTable {
  readonly bytes: Uint8Array;
  readonly dialect: Dialect;
  readonly index: RowIndex;
  readonly columns: readonly Column[];
  readonly hasHeadings: boolean;
  readonly #cursor: RowCursor;

  constructor({ bytes, dialect, index, hasHeadings }: TableParts) {
    this.bytes = bytes;
    this.dialect = dialect;
    this.index = index;
    this.#cursor = this.newCursor(COLUMNS);
    const first = index.rowCount > 0 ? this.#values(0) : [];
    const below = Array.from({ length: Math.min(index.rowCount - 1, ROWS_BELOW) }, (_, row) => this.#values(row + 1));
    this.hasHeadings = hasHeadings ?? (below.length > 0 && looksLikeHeadings(first, below));
    this.columns = this.#describe(first);
  }

  get separator(): number {
    return this.dialect.separator;
  }

  /** The file's first row that holds values. Row numbers everywhere in the engine count the heading. */
  get firstRow(): number {
    return this.hasHeadings ? 1 : 0;
  }

  get rowCount(): number {
    return this.index.rowCount - this.firstRow;
  }

  /** A reader of rows of one's own; `fields` is how many fields from the left it splits off. */
  newCursor(fields: number): RowCursor {
    return new RowCursor({ bytes: this.bytes, separator: this.dialect.separator, index: this.index }, fields);
  }

  /** What a grid shows of one row. */
  cells(row: number, places: readonly number[]): string[] {
    this.#cursor.moveTo(row);
    return places.map((place) => this.#text(place));
  }

  #values(row: number): string[] {
    this.#cursor.moveTo(row);
    return Array.from({ length: this.#cursor.fieldCount }, (_, place) => this.#text(place));
  }

  #text(place: number): string {
    const cursor = this.#cursor;
    cursor.locate(place);
    const { buffer, start, end } = cursor;
    const shown = Math.min(end, start + SHOWN_CHARACTERS * BYTES_PER_LETTER);
    const text = decodeText({ buffer, start, end: shown }, this.dialect.encoding);
    return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  }

  #describe(first: readonly string[]): Column[] {
    const rows: string[][] = [];
    const step = Math.max(1, Math.floor(this.rowCount / SAMPLED_ROWS));
    for (let row = this.firstRow; row < this.index.rowCount; row += step) rows.push(this.#values(row));
    const count = rows.reduce((most, row) => Math.max(most, row.length), first.length);
    const names = nameColumns(this.hasHeadings ? first : [], count);
    return names.map((name, place) => {
      const sample = rows.map((row) => row[place] ?? '');
      return describeColumn(place, name, sample);
    });
  }
}
