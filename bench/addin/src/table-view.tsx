import { DataGrid } from '@bulkhead/sdk';
import { TABLE, tableCells } from './table-rows.ts';

/** A million rows, of which the window asks for those in view: made when it asks, as a reader of a file decodes them. */
export function TableView() {
  return (
    <DataGrid label={TABLE.label} columns={TABLE.columns} rowCount={TABLE.rowCount} rowNumbers getRows={tableCells} />
  );
}
