import { expect, test } from 'vitest';
import { EXPORT_CHUNK, exportRows } from './export-rows.ts';
import { allRows, type RowSet } from './row-set.ts';
import { runAtOnce } from './steps.ts';
import type { CsvTable } from './table.ts';
import { openText } from './testing/open-text.ts';

function exported(table: CsvTable, rows: RowSet): { text: string; sizes: number[] } {
  const chunks: Uint8Array[] = [];
  runAtOnce(exportRows(table, rows, (chunk) => chunks.push(chunk)));
  return {
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks)),
    sizes: chunks.map((chunk) => chunk.length),
  };
}

test('the rows come out as they are written, with the heading and the line ends of the file', () => {
  const table = openText('\ufeffname,note\r\na,"x ""y""\r\nz"\r\nb,2\r\nc,3');
  const rows: RowSet = { count: 2, at: (place) => [3, 1][place] ?? 0 };
  expect(exported(table, rows).text).toBe('\ufeffname,note\r\nc,3\r\na,"x ""y""\r\nz"\r\n');
});

test('all rows give the file again, in chunks that fit into a message', () => {
  const text = `name,note\n${Array.from({ length: 50_000 }, (_, row) => `row ${row},${row * 3}`).join('\n')}\n`;
  const table = openText(text, { chunk: 100_000 });
  const result = exported(table, allRows(table.firstRow, table.rowCount));
  expect(result.text).toBe(text);
  expect(result.sizes.slice(0, -1).every((size) => size === EXPORT_CHUNK)).toBe(true);
});
