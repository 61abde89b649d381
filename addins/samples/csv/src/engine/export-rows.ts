import { BYTE } from './bytes.ts';
import type { RowSet } from './row-set.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { CsvTable } from './table.ts';

/** Bytes that are handed over at once: what one message to the host may carry. */
export const EXPORT_CHUNK = 256 * 1024;

/**
 * Copies rows as they are written in the file, heading first, into chunks. A chunk that is full is left with `onChunk`
 * before the next stop; it is a copy that the receiver keeps.
 */
export function* exportRows(table: CsvTable, rows: RowSet, onChunk: (chunk: Uint8Array) => void): Steps<void> {
  const writer = new ChunkWriter(onChunk);
  const cursor = table.newCursor(0);
  const lineEnd = lineEndOf(table);
  const write = (row: number): void => {
    writer.write(table.bytes.subarray(cursor.rowStart(row), cursor.rowEnd(row)));
    writer.write(lineEnd);
  };
  writer.write(table.bytes.subarray(0, table.dialect.start));
  if (table.hasHeadings) write(0);
  for (let place = 0; place < rows.count; place++) {
    write(rows.at(place));
    if (place % ROWS_PER_STEP === 0) yield place / rows.count;
  }
  writer.flush();
}

/** Rows end as those of the file do. */
function lineEndOf({ bytes, dialect }: CsvTable): Uint8Array {
  const first = bytes.indexOf(dialect.lineEnd, dialect.start);
  const pair = dialect.lineEnd === BYTE.lineFeed && first > 0 && bytes[first - 1] === BYTE.carriageReturn;
  return Uint8Array.from(pair ? [BYTE.carriageReturn, BYTE.lineFeed] : [dialect.lineEnd]);
}

class ChunkWriter {
  readonly #onChunk: (chunk: Uint8Array) => void;
  #chunk = new Uint8Array(EXPORT_CHUNK);
  #used = 0;

  constructor(onChunk: (chunk: Uint8Array) => void) {
    this.#onChunk = onChunk;
  }

  write(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const part = bytes.subarray(from, from + EXPORT_CHUNK - this.#used);
      this.#chunk.set(part, this.#used);
      this.#used += part.length;
      from += part.length;
      if (this.#used === EXPORT_CHUNK) this.flush();
    }
  }

  flush(): void {
    if (this.#used > 0) this.#onChunk(this.#chunk.slice(0, this.#used));
    this.#used = 0;
  }
}
