import { DataGrid } from '@bulkhead/sdk';
import { useCallback, useMemo, useRef } from 'react';
import type { Column } from '../engine/column.ts';
import { nextSort } from '../settings.ts';
import type { ExplorerView } from './use-explorer.ts';

/** Pixels of a letter on average, and of the space around a value. */
const LETTER = 8;
const SPACE = 32;
/** Pixels: room for the heading and its sort sign, and an end to long texts. */
const NARROWEST = 80;
const WIDEST = 300;

/** The table itself. The window asks for the rows in view; only those are decoded. */
export function RowGrid({ view, onOpenRow }: { view: ExplorerView; onOpenRow: (row: number) => void }) {
  const { explorer, state, settings, choose } = view;
  const { table, revision } = state;
  const columns = useMemo(() => {
    const hidden = new Set(settings.hidden);
    return (table?.columns ?? []).filter(({ name }) => !hidden.has(name));
  }, [table, settings.hidden]);
  const places = useMemo(() => columns.map(({ place }) => place), [columns]);
  const getRows = useCallback(
    (start: number, count: number) => explorer.cells(start, count, places),
    [explorer, places],
  );
  return (
    <DataGrid
      label={state.fileName ?? 'Rows'}
      columns={useMemo(() => columns.map(gridColumn), [columns])}
      rowCount={state.rows.count}
      revision={useChangeCount(revision, places)}
      sort={settings.sort}
      selected={settings.selected}
      rowNumbers
      emptyText={table?.rowCount === 0 ? 'This file has no rows.' : 'No row matches. Change the filter to see more.'}
      getRows={getRows}
      onSort={({ column }) => choose({ sort: nextSort(settings.sort, column), selected: null })}
      onSelect={(selected) => choose({ selected })}
      onOpen={onOpenRow}
    />
  );
}

/** Counts up when the rows or the columns changed: other columns are other cells, also where the rows are the same. */
function useChangeCount(...parts: readonly unknown[]): number {
  const last = useRef({ parts, count: 0 });
  if (parts.some((part, index) => part !== last.current.parts[index])) {
    last.current = { parts, count: last.current.count + 1 };
  }
  return last.current.count;
}

function gridColumn({ name, kind, width }: Column) {
  const letters = Math.max(name.length + 2, width);
  return {
    key: name,
    title: name,
    width: Math.min(WIDEST, Math.max(NARROWEST, letters * LETTER + SPACE)),
    align: kind === 'number' ? ('end' as const) : ('start' as const),
    sortable: true,
  };
}
