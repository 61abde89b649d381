import { detectDialect, NotATableError } from './engine/dialect.ts';
import { RowIndexer } from './engine/row-index.ts';
import { CancelledError } from './engine/steps.ts';
import { CsvTable } from './engine/table.ts';

/** Bytes of the largest file that is taken: it is kept in memory, once. */
const LARGEST = 1024 * 1024 * 1024;

/** The part of a picked file that reading needs. */
export interface ReadableFile {
  readonly name: string;
  readonly size: number;
  chunks(options: { signal: { readonly aborted: boolean } }): AsyncIterable<Uint8Array>;
}

export interface ReadOptions {
  signal: { readonly aborted: boolean };
  /** `read` of `size` bytes are there, with this many rows. */
  onProgress(read: number, rows: number): void;
}

/**
 * Reads a file into memory and finds its rows on the way.
 * @throws NotATableError when it cannot be shown, CancelledError
 */
export async function readTable(file: ReadableFile, { signal, onProgress }: ReadOptions): Promise<CsvTable> {
  const bytes = makeRoom(file);
  let read = 0;
  let indexer: RowIndexer | undefined;
  let dialect = detectDialect(bytes.subarray(0, 0));
  for await (const chunk of file.chunks({ signal })) {
    if (signal.aborted) break;
    // A file that grew since it was picked is read up to the size it had.
    bytes.set(chunk.subarray(0, bytes.length - read), read);
    read = Math.min(bytes.length, read + chunk.length);
    if (!indexer) {
      dialect = detectDialect(bytes.subarray(0, read));
      indexer = new RowIndexer(bytes, dialect);
    }
    indexer.readTo(read);
    onProgress(read, indexer.rowCount);
  }
  if (signal.aborted) throw new CancelledError();
  const index = (indexer ?? new RowIndexer(bytes, dialect)).finish(read);
  return new CsvTable({ bytes: bytes.subarray(0, read), dialect, index });
}

function makeRoom({ size, name }: ReadableFile): Uint8Array {
  const tooLarge = new NotATableError(
    `"${name}" is too large.`,
    'CSV Explorer keeps the whole file in memory, up to 1 GB. Split the file, or leave out columns you do not need.',
  );
  if (size > LARGEST) throw tooLarge;
  try {
    return new Uint8Array(size);
  } catch {
    throw tooLarge;
  }
}
