import { detectDialect } from '../dialect.ts';
import { RowIndexer } from '../row-index.ts';
import { CsvTable } from '../table.ts';

export interface OpenOptions {
  hasHeadings?: boolean;
  /** Bytes that arrive at once. */
  chunk?: number;
}

/** A table as the explorer makes it from a picked file, read in chunks. */
export function openText(content: string | Uint8Array, { hasHeadings, chunk = 7 }: OpenOptions = {}): CsvTable {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const dialect = detectDialect(bytes);
  const indexer = new RowIndexer(bytes, dialect);
  for (let limit = chunk; limit < bytes.length; limit += chunk) indexer.readTo(limit);
  return new CsvTable({ bytes, dialect, index: indexer.finish(bytes.length), hasHeadings });
}

/** Every value of the table as text, without the heading. */
export function allCells(table: CsvTable): string[][] {
  const places = table.columns.map(({ place }) => place);
  return Array.from({ length: table.rowCount }, (_, row) => table.cells(table.firstRow + row, places));
}
