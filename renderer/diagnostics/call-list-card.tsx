import { type ReactNode, useMemo, useState } from 'react';
import type { FlightCall } from '../../addins/protocol/flight/flight-data.ts';
import { SearchField } from '../design/field.tsx';
import { formatCount, formatDuration, formatTimeWithSeconds, plural } from '../design/format.ts';
import { type Segment, Segmented } from '../design/segmented.tsx';
import { type Flight, type Sided, wayOf } from './flight.ts';
import { useScrolledRows } from './use-scrolled-rows.ts';

type Outcome = 'all' | 'answered' | 'failed';

const OUTCOMES: readonly Segment<Outcome>[] = [
  { value: 'all', label: 'All' },
  { value: 'answered', label: 'Answered' },
  { value: 'failed', label: 'Failed' },
];

/** Pixels; diagnostics.css says the same. */
const ROW_HEIGHT = 28;

const COLUMNS: readonly { name: string; isNumber: boolean }[] = [
  { name: 'When', isNumber: false },
  { name: 'Method', isNumber: false },
  { name: 'Way', isNumber: false },
  { name: 'Outcome', isNumber: false },
  { name: 'Took', isNumber: true },
  { name: 'Asked', isNumber: true },
  { name: 'Answered', isNumber: true },
  { name: 'Generation', isNumber: true },
];

/** The last calls, newest first. */
export function CallListCard({ calls }: Pick<Flight, 'calls'>): ReactNode {
  const [search, setSearch] = useState('');
  const [outcome, setOutcome] = useState<Outcome>('all');
  const shown = useMemo(() => matching(calls, search, outcome), [calls, search, outcome]);
  return (
    <section className="card" aria-label="Last calls">
      <header className="card-head">
        <h2>Last calls</h2>
        <span className="soft number">{plural(shown.length, 'call')}</span>
        <SearchField label="Filter by method or code" value={search} onChange={setSearch} />
        <Segmented<Outcome> label="Outcome" value={outcome} segments={OUTCOMES} onChange={setOutcome} />
      </header>
      {shown.length === 0 ? (
        <p className="diagnostics-note soft">No call fits. Clear the filter to see all of them.</p>
      ) : (
        <CallTable calls={shown} />
      )}
    </section>
  );
}

function matching(calls: readonly Sided<FlightCall>[], search: string, outcome: Outcome): readonly Sided<FlightCall>[] {
  const wanted = search.trim().toLowerCase();
  return calls.filter(
    ({ method, code }) =>
      (outcome === 'all' || (outcome === 'failed') === (code !== null)) &&
      `${method} ${code ?? ''}`.toLowerCase().includes(wanted),
  );
}

/** A real table of which only the rows in view exist; two empty rows stand for the others. */
function CallTable({ calls }: { calls: readonly Sided<FlightCall>[] }): ReactNode {
  const { scroller, first, end, above, below } = useScrolledRows(calls.length, ROW_HEIGHT);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section className="call-scroll" ref={scroller} tabIndex={0} aria-label="Last calls, newest first">
      <table className="table flight-table call-table" aria-rowcount={calls.length + 1}>
        <thead>
          <tr>
            {COLUMNS.map(({ name, isNumber }) => (
              <th key={name} scope="col" className={isNumber ? 'right' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Gap height={above} /> : null}
          {calls.slice(first, end).map((call, index) => (
            <Row key={`${call.side} ${call.sequence}`} call={call} number={first + index + 2} />
          ))}
          {below > 0 ? <Gap height={below} /> : null}
        </tbody>
      </table>
    </section>
  );
}

function Gap({ height }: { height: number }): ReactNode {
  return (
    <tr className="call-gap">
      <td colSpan={COLUMNS.length} style={{ height }} />
    </tr>
  );
}

function Row({ call, number }: { call: Sided<FlightCall>; number: number }): ReactNode {
  const { at, method, code, duration, asked, answered, generation } = call;
  return (
    <tr aria-rowindex={number}>
      <td className="soft number">{formatTimeWithSeconds(at)}</td>
      <td className="method-name selectable">{method}</td>
      <td className="soft">{wayOf(call)}</td>
      <td data-tone={code === null ? undefined : 'danger'} className="selectable">
        {code ?? 'answered'}
      </td>
      <td className="right">{formatDuration(duration)}</td>
      <td className="right">{formatCount(asked)}</td>
      <td className="right">{formatCount(answered)}</td>
      <td className="right">{formatCount(generation)}</td>
    </tr>
  );
}
