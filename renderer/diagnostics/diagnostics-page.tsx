import { type ReactNode, useState } from 'react';
import type { AddinSummary, DiagnosticsEntry, HostSummary, ProcessSummary } from '../../preload/bridge.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { Page } from '../design/page.tsx';
import { type Segment, Segmented } from '../design/segmented.tsx';
import type { FlightSource } from './flight.ts';
import { FlightView } from './flight-view.tsx';
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
  actions: ProcessActions & {
    /** Lets the person choose where a report goes. */
    save(text: string): void;
  };
  /** What was recorded of the calls. Must be stable. */
  flights: FlightSource;
  titleOf(frameId: string): string | undefined;
}

type Section = 'running' | 'calls' | 'views';

const SECTIONS: readonly Segment<Section>[] = [
  { value: 'running', label: 'Running' },
  { value: 'calls', label: 'Calls' },
  { value: 'views', label: 'Views' },
];

export function DiagnosticsPage(props: DiagnosticsPageProps): ReactNode {
  const [section, setSection] = useState<Section>('running');
  return (
    <Page
      title="Diagnostics"
      subtitle="What runs, what it costs, which walls stand, and what happened."
      tools={
        <>
          <Segmented<Section> label="Section" value={section} segments={SECTIONS} onChange={setSection} />
          {section === 'running' ? <CopyButton label="Copy report" text={() => reportText(props)} /> : null}
        </>
      }
    >
      {section === 'running' ? (
        <Running {...props} />
      ) : (
        <FlightView {...props} shown={section} source={props.flights} save={props.actions.save} />
      )}
    </Page>
  );
}

function Running({ host, addins, processes, log, ledger, focusedAddin, actions }: DiagnosticsPageProps): ReactNode {
  return (
    <div className="diagnostics">
      {host ? <HostCard host={host} /> : null}
      <div className="diagnostics-running">
        <ProcessCard processes={processes} focusedAddin={focusedAddin} actions={actions} />
        <ReferencesCard ledger={ledger} focusedAddin={focusedAddin} />
        <LogCard log={log} addins={addins} />
      </div>
    </div>
  );
}
