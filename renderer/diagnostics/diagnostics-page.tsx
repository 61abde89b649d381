import type { ReactNode } from 'react';
import type { AddinSummary, DiagnosticsEntry, HostSummary, ProcessSummary } from '../../preload/bridge.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { Page } from '../design/page.tsx';
import { HostCard } from './host-card.tsx';
import { LogCard } from './log-card.tsx';
import { type ProcessActions, ProcessCard } from './process-card.tsx';
import { ReferencesCard } from './references-card.tsx';
import { reportText } from './report-text.ts';
import type { Ledger } from './use-ledger.ts';
import './diagnostics.css';

export interface DiagnosticsPageProps {
  host: HostSummary | null;
  addins: readonly AddinSummary[];
  processes: readonly ProcessSummary[];
  /** Oldest first. */
  log: readonly DiagnosticsEntry[];
  /** Null until it was read. */
  ledger: Ledger | null;
  focusedAddin: string | null;
  actions: ProcessActions;
}

export function DiagnosticsPage(props: DiagnosticsPageProps): ReactNode {
  const { host, addins, processes, log, ledger, focusedAddin, actions } = props;
  return (
    <Page
      title="Diagnostics"
      subtitle="What runs, what it costs, which walls stand, and what happened."
      tools={<CopyButton label="Copy report" text={() => reportText(props)} />}
    >
      <div className="diagnostics">
        {host ? <HostCard host={host} /> : null}
        <div className="diagnostics-running">
          <ProcessCard processes={processes} focusedAddin={focusedAddin} actions={actions} />
          <ReferencesCard ledger={ledger} focusedAddin={focusedAddin} />
          <LogCard log={log} addins={addins} />
        </div>
      </div>
    </Page>
  );
}
