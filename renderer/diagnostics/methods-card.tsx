import type { ReactNode } from 'react';
import type { MethodFigures } from '../../addins/protocol/flight/flight-data.ts';
import { formatCount, formatDuration } from '../design/format.ts';
import { Scroller } from '../design/scroller.tsx';
import { type Flight, type Sided, wayOf } from './flight.ts';

const COLUMNS = ['Calls', 'Pending', 'p50', 'p95', 'p99', 'Longest', 'Size', 'Failed'] as const;

/** One row for each method that was called, the most called first. */
export function MethodsCard({ host, window: own }: Pick<Flight, 'host' | 'window'>): ReactNode {
  const rows: Sided<MethodFigures>[] = [
    ...(host?.methods ?? []).map((row) => ({ ...row, side: 'host' as const })),
    ...(own?.methods ?? []).map((row) => ({ ...row, side: 'window' as const })),
  ].sort((one, other) => other.calls - one.calls);
  return (
    <section className="card" aria-label="Methods">
      <header className="card-head">
        <h2>Methods</h2>
        <span className="soft">Size counts fields and characters, both ways</span>
      </header>
      <Scroller className="table-scroll">
        <table className="table flight-table">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col">Way</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.side} ${row.direction} ${row.method}`} row={row} />
            ))}
          </tbody>
        </table>
      </Scroller>
    </section>
  );
}

function Row({ row }: { row: Sided<MethodFigures> }): ReactNode {
  const { method, calls, open, failures, weight } = row;
  const hasEnded = calls > open;
  const time = (milliseconds: number): string => (hasEnded ? formatDuration(milliseconds) : '–');
  return (
    <tr>
      <td className="method-name selectable">{method}</td>
      <td className="soft tight">{wayOf(row)}</td>
      <td className="right">{formatCount(calls)}</td>
      <td className="right" data-tone={open > 0 ? 'accent' : undefined}>
        {formatCount(open)}
      </td>
      <td className="right">{time(row.p50)}</td>
      <td className="right">{time(row.p95)}</td>
      <td className="right">{time(row.p99)}</td>
      <td className="right">{time(row.longest)}</td>
      <td className="right">{formatCount(weight)}</td>
      <td className="right" data-tone={failures > 0 ? 'danger' : undefined}>
        {formatCount(failures)}
      </td>
    </tr>
  );
}
