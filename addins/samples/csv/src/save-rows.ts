import { exportRows } from './engine/export-rows.ts';
import type { RowSet } from './engine/row-set.ts';
import type { CsvTable } from './engine/table.ts';
import type { Work } from './workbench.ts';

/** The part of a file that was picked for saving that this needs. */
export interface WritableFile {
  readonly name: string;
  append(content: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  close(): Promise<void>;
}

export interface SaveOptions {
  table: CsvTable;
  rows: RowSet;
  file: WritableFile;
  work: Work;
}

/** Chunks under way to the host: hides the way there, and bounds what waits. */
const IN_FLIGHT = 4;

/** Writes the rows, heading first. The file changes only when all of it is written; a failure leaves it as it was. */
export async function saveRows({ table, rows, file, work }: SaveOptions): Promise<void> {
  const underway: Promise<void>[] = [];
  const chunks: Uint8Array[] = [];
  const steps = exportRows(table, rows, (chunk) => chunks.push(chunk));
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      for (const chunk of chunks.splice(0)) {
        const appended = file.append(chunk);
        // Awaited below; until then a failure must not count as unhandled.
        appended.catch(() => undefined);
        underway.push(appended);
      }
      while (underway.length > (step.done ? 0 : IN_FLIGHT)) await underway.shift();
      work.check();
      if (step.done) break;
      work.report({ label: `Saving ${file.name}`, done: step.value, detail: '' });
    }
    await file.commit();
  } catch (thrown) {
    await file.close().catch(() => undefined);
    throw thrown;
  }
}
