import type { ReactNode } from 'react';
import type { EventTally } from '../../addins/protocol/flight/event-tally.ts';
import type { AddinSummary } from '../../preload/bridge.ts';
import { formatCount } from '../design/format.ts';
import { Scroller } from '../design/scroller.tsx';

export interface HeardEventsCardProps {
  told: readonly EventTally[];
  addins: readonly Pick<AddinSummary, 'id' | 'displayName'>[];
}

/** What became of events between the add-in and others: who does not keep up, and who cannot hear. */
export function HeardEventsCard({ told, addins }: HeardEventsCardProps): ReactNode {
  if (told.length === 0) return null;
  const nameOf = (addinId: string): string => addins.find(({ id }) => id === addinId)?.displayName ?? addinId;
  return (
    <section className="card" aria-label="Events between add-ins">
      <header className="card-head">
        <h2>Events between add-ins</h2>
        <span className="soft">Since Bulkhead started</span>
      </header>
      <Scroller className="table-scroll">
        <table className="table flight-table">
          <thead>
            <tr>
              <th scope="col">Contract</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className="right">
                Heard
              </th>
              <th scope="col" className="right">
                Merged
              </th>
              <th scope="col" className="right">
                Dropped
              </th>
              <th scope="col" className="right">
                Not understood
              </th>
            </tr>
          </thead>
          <tbody>
            {told.map((tally) => (
              <Row key={`${tally.contract} ${tally.from} ${tally.to}`} {...{ tally, nameOf }} />
            ))}
          </tbody>
        </table>
      </Scroller>
      <p className="diagnostics-note soft">{noteOn(told)}</p>
    </section>
  );
}

const MISSED =
  'Merged: a newer event took the place of one that was not heard yet. Dropped: too many different ones waited. Whoever listens was busy, or whoever tells should tell less often.';
const NOT_UNDERSTOOD =
  'Not understood: it does not fit what the listener was made for, which the log of whoever tells explains, or the listener failed to take it.';

function noteOn(told: readonly EventTally[]): string {
  const notes = [
    ...(told.some(({ coalesced, dropped }) => coalesced + dropped > 0) ? [MISSED] : []),
    ...(told.some(({ refused }) => refused > 0) ? [NOT_UNDERSTOOD] : []),
  ];
  return notes.join(' ') || 'Whoever listens keeps up with what is told.';
}

function Row({ tally, nameOf }: { tally: EventTally; nameOf(addinId: string): string }): ReactNode {
  const { contract, from, to, delivered, coalesced, dropped, refused } = tally;
  return (
    <tr>
      <td className="method-name selectable">{contract}</td>
      <td>{nameOf(from)}</td>
      <td>{nameOf(to)}</td>
      <td className="right">{formatCount(delivered)}</td>
      <td className="right">{formatCount(coalesced)}</td>
      <td className="right" data-tone={dropped > 0 ? 'caution' : undefined}>
        {formatCount(dropped)}
      </td>
      <td className="right" data-tone={refused > 0 ? 'danger' : undefined}>
        {formatCount(refused)}
      </td>
    </tr>
  );
}
