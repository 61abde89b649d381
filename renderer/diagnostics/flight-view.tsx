import { Activity } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { AddinSummary, HostSummary, ProcessSummary } from '../../preload/bridge.ts';
import { EmptyPage } from '../design/empty-page.tsx';
import { CallsView } from './calls-view.tsx';
import type { FlightSource } from './flight.ts';
import { FlightBar } from './flight-bar.tsx';
import { flightReportText } from './flight-report.ts';
import { useFlight } from './use-flight.ts';
import { ViewsView } from './views-view.tsx';
import './flight.css';

export interface FlightViewProps {
  shown: 'calls' | 'views';
  host: HostSummary | null;
  addins: readonly AddinSummary[];
  processes: readonly ProcessSummary[];
  focusedAddin: string | null;
  source: FlightSource;
  titleOf(frameId: string): string | undefined;
  save(text: string): void;
}

/** What was recorded of one add-in. */
export function FlightView(props: FlightViewProps): ReactNode {
  const { shown, host, addins, processes, source, titleOf, save } = props;
  const [wished, setWished] = useState(props.focusedAddin);
  const [isPaused, setPaused] = useState(false);
  const ids = useMemo(() => addins.map(({ id }) => id), [addins]);
  const addin = addins.find(({ id }) => id === wished) ?? firstOf(addins, processes);
  const flight = useFlight(source, { addinId: addin?.id ?? null, addins: ids, isPaused });
  if (!addin) return <NoAddins />;
  const views = source.views(addin.id);
  const reportText = (withTexts: boolean): string =>
    flight ? flightReportText({ host, addin, processes, flight, views, withTexts }) : '';
  return (
    <div className="flight-view">
      <FlightBar
        {...{ addins, isPaused, reportText }}
        chosen={addin.id}
        onChoose={setWished}
        onPause={setPaused}
        onSave={save}
      />
      {flight && shown === 'calls' ? <CallsView {...{ flight, addins, processes }} /> : null}
      {flight && shown === 'views' ? <ViewsView frames={flight.frames} {...{ views, titleOf }} /> : null}
    </div>
  );
}

/** One that runs, if any does: that is where something can be seen. */
function firstOf(addins: readonly AddinSummary[], processes: readonly ProcessSummary[]): AddinSummary | undefined {
  return addins.find(({ id }) => processes.some(({ addinId }) => addinId === id)) ?? addins[0];
}

function NoAddins(): ReactNode {
  return (
    <EmptyPage
      icon={<Activity size={22} aria-hidden="true" />}
      title="Nothing to record yet"
      text="Install an add-in and open it. Then you see here what it asks of Bulkhead, what waits for an answer, and what it draws."
    />
  );
}
