import { Activity } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AddinSummary, ProcessSummary } from '../../preload/bridge.ts';
import { EmptyPage } from '../design/empty-page.tsx';
import { AdviceCard } from './advice-card.tsx';
import { CallListCard } from './call-list-card.tsx';
import { CountsCard } from './counts-card.tsx';
import type { Flight } from './flight.ts';
import { HeardEventsCard } from './heard-events-card.tsx';
import { MethodsCard } from './methods-card.tsx';
import { OpenCallsCard } from './open-calls-card.tsx';
import { WaitGraphCard } from './wait-graph-card.tsx';

export interface CallsViewProps {
  flight: Flight;
  addins: readonly AddinSummary[];
  processes: readonly ProcessSummary[];
}

/** The calls of one add-in: who waits, what is slow, what failed. */
export function CallsView({ flight, addins, processes }: CallsViewProps): ReactNode {
  const { host, window: own, calls, open, waits, events, told } = flight;
  if (calls.length + open.length === 0) return <NoCalls />;
  const advice = [...(host?.advice ?? []), ...(own?.advice ?? [])];
  return (
    <div className="calls-view">
      {advice.map((each) => (
        <AdviceCard key={each.method} advice={each} />
      ))}
      <div className="calls-now">
        <WaitGraphCard edges={waits} addins={concerned({ flight, addins, processes })} />
        <OpenCallsCard open={open} />
      </div>
      <MethodsCard host={host} window={own} />
      <CallListCard calls={calls} />
      <HeardEventsCard told={told} addins={addins} />
      <CountsCard host={host} window={own} events={events} />
    </div>
  );
}

/** Add-ins in the picture: the chosen one, those that run, those that wait or are waited for. */
function concerned({ flight, addins, processes }: CallsViewProps): { id: string; name: string }[] {
  const ids = new Set([flight.addinId, ...processes.map(({ addinId }) => addinId)]);
  const waiting = new Set(flight.waits.flatMap(({ from, to }) => [from, to]));
  return addins
    .filter(({ id }) => ids.has(id) || waiting.has(`addin:${id}`))
    .map(({ id, displayName }) => ({ id, name: displayName }));
}

function NoCalls(): ReactNode {
  return (
    <EmptyPage
      icon={<Activity size={22} aria-hidden="true" />}
      title="No calls recorded yet"
      text="Everything an add-in asks of Bulkhead, and everything a window asks of it, is a call. Open the add-in and use it: its last 2,000 calls appear here with how long each took and how large it was. What is inside a call is never kept."
    />
  );
}
