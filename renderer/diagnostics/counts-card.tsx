import type { ReactNode } from 'react';
import type { TrafficCount } from '../../addins/protocol/traffic.ts';
import { formatCount } from '../design/format.ts';
import type { Flight } from './flight.ts';

/** What is counted besides calls. */
export function CountsCard({ host, window: own, events }: Pick<Flight, 'host' | 'window' | 'events'>): ReactNode {
  const sum = (...names: TrafficCount[]): number =>
    names.reduce((total, name) => total + (host?.counts[name] ?? 0) + (own?.counts[name] ?? 0), 0);
  const dropped = sum('dropped') + events.dropped;
  return (
    <section className="card" aria-label="Counts">
      <header className="card-head">
        <h2>Counts</h2>
      </header>
      <dl className="count-list">
        <Count name="Dropped" value={dropped} tone={dropped > 0 ? 'caution' : undefined} />
        <Count name="Events merged" value={events.merged} />
        <Count name="Events sent" value={events.sent} />
        <Count name="Pictures" value={own?.counts['ui-in'] ?? 0} />
        <Count name="One-way messages" value={sum('notify-in', 'notify-out')} />
        <Count name="Messages in" value={sum('frame-in')} />
        <Count name="Messages out" value={sum('frame-out')} />
        <Count name="Broken messages" value={sum('violation')} tone={sum('violation') > 0 ? 'danger' : undefined} />
      </dl>
    </section>
  );
}

function Count({ name, value, tone }: { name: string; value: number; tone?: string | undefined }): ReactNode {
  return (
    <div>
      <dt className="soft">{name}</dt>
      <dd className="number" data-tone={tone}>
        {formatCount(value)}
      </dd>
    </div>
  );
}
