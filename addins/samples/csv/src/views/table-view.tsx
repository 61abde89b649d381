import { Split, Stack } from '@bulkhead/sdk';
import { useState } from 'react';
import { EmptyState, ReadingState } from './empty-state.tsx';
import { FilterHelp } from './filter-help.tsx';
import { Footer } from './footer.tsx';
import { JobLine } from './job-line.tsx';
import { NoticeBanner } from './notice-banner.tsx';
import { RowDialog } from './row-dialog.tsx';
import { RowGrid } from './row-grid.tsx';
import { StatisticsPanel } from './statistics-panel.tsx';
import { TableToolbar } from './table-toolbar.tsx';
import { type ExplorerView, useExplorer } from './use-explorer.ts';

/** One file in one frame. */
export function TableView() {
  const view = useExplorer();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const { state, explorer } = view;
  return (
    <Stack gap="none" grow>
      <TableToolbar key="toolbar" view={view} onHelp={() => setHelpOpen(true)} />
      {state.notice ? <NoticeBanner key="notice" notice={state.notice} onDismiss={() => explorer.tell(null)} /> : null}
      <Content key="content" view={view} />
      {state.job && state.phase !== 'reading' ? <JobLine key="job" job={state.job} onCancel={view.cancel} /> : null}
      {state.saving ? <JobLine key="saving" job={state.saving} onCancel={() => explorer.cancelSaving()} /> : null}
      <Footer key="footer" state={state} />
      {isHelpOpen ? <FilterHelp key="help" table={state.table} onClose={() => setHelpOpen(false)} /> : null}
    </Stack>
  );
}

function Content({ view }: { view: ExplorerView }) {
  const { state, settings } = view;
  const [openRow, setOpenRow] = useState<number | null>(null);
  if (state.phase === 'reading') return <ReadingState job={state.job} onCancel={view.cancel} />;
  if (!state.table) return <EmptyState settings={settings} onOpen={view.openFile} />;
  const grid = <RowGrid key="grid" view={view} onOpenRow={setOpenRow} />;
  return (
    <>
      {settings.statistics === null ? (
        grid
      ) : (
        <Split key="split" ratio={0.66} label="Table and column">
          {grid}
          <StatisticsPanel key="statistics" view={view} />
        </Split>
      )}
      {openRow === null ? null : (
        <RowDialog key="row" view={view} row={openRow} onMove={setOpenRow} onClose={() => setOpenRow(null)} />
      )}
    </>
  );
}
