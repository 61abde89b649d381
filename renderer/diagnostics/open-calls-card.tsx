import type { ReactNode } from 'react';
import { formatCount, formatDuration, plural } from '../design/format.ts';
import { Scroller } from '../design/scroller.tsx';
import { type Flight, wayOf } from './flight.ts';

/** Calls that are shown one by one; the number of all is in the heading. */
const SHOWN = 12;

/** What this add-in, or somebody who asked it, waits for now. */
export function OpenCallsCard({ open }: Pick<Flight, 'open'>): ReactNode {
  return (
    <section className="card" aria-label="Pending now">
      <header className="card-head">
        <h2>Pending now</h2>
        <span className="soft number">{plural(open.length, 'call')}</span>
      </header>
      {open.length === 0 ? (
        <p className="diagnostics-note soft">
          Every call was answered. One that takes longer than a blink is listed here while it runs.
        </p>
      ) : (
        <Scroller className="table-scroll">
          <table className="table flight-table">
            <thead>
              <tr>
                <th scope="col">Method</th>
                <th scope="col">Way</th>
                <th scope="col" className="right">
                  Waiting
                </th>
                <th scope="col" className="right">
                  Size
                </th>
              </tr>
            </thead>
            <tbody>
              {open.slice(0, SHOWN).map((call) => (
                <tr key={`${call.side} ${call.direction} ${call.generation} ${call.id}`}>
                  <td className="method-name selectable">{call.method}</td>
                  <td className="soft tight">{wayOf(call)}</td>
                  <td className="right">{formatDuration(call.age)}</td>
                  <td className="right">{formatCount(call.asked)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </section>
  );
}
