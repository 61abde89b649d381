import type { ReactNode } from 'react';
import type { LedgerSummary, PartySummary } from '../../preload/bridge.ts';
import { Chip, type Tone } from '../design/chip.tsx';
import { formatAgo, formatCount, plural } from '../design/format.ts';
import { leaseWords } from './lease-words.ts';
import type { Ledger } from './use-ledger.ts';
import '../design/table.css';
import './references-card.css';

export interface ReferencesCardProps {
  /** Null until it was read. */
  ledger: Ledger | null;
  focusedAddin: string | null;
}

/** Who holds what of whom: the first place to look when an add-in does not end or grows. */
export function ReferencesCard({ ledger, focusedAddin }: ReferencesCardProps): ReactNode {
  const lines = ledger?.lines ?? [];
  const objects = lines.reduce((sum, line) => sum + line.objects, 0);
  return (
    <section className="card" aria-label="References">
      <header className="card-head">
        <h2>References</h2>
        {objects > 0 ? <span className="soft">{plural(objects, 'thing is held', 'things are held')}</span> : null}
      </header>
      {lines.length === 0 ? <Nothing isRead={ledger !== null} /> : null}
      {ledger && lines.length > 0 ? <Lines ledger={ledger} focusedAddin={focusedAddin} /> : null}
    </section>
  );
}

function Nothing({ isRead }: { isRead: boolean }): ReactNode {
  if (!isRead) return <p className="diagnostics-note soft">Reading …</p>;
  return (
    <p className="diagnostics-note soft">
      Nothing is held. While add-ins run, this lists every object that one side has lent to another, every open file and
      every call that waits: who holds it, since when, and where it was acquired. It is empty again once an add-in has
      ended; a line that only ever grows is a leak.
    </p>
  );
}

function Lines({ ledger, focusedAddin }: { ledger: Ledger; focusedAddin: string | null }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section className="references-lines" tabIndex={0} aria-label="What is held">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Held by</th>
            <th scope="col">What</th>
            <th scope="col">Belongs to</th>
            <th scope="col" className="right">
              Count
            </th>
            <th scope="col">Since</th>
            <th scope="col">Ends</th>
          </tr>
        </thead>
        <tbody>
          {ledger.lines.map((line) => (
            <Line key={keyOf(line)} line={line} readAt={ledger.readAt} isFocused={isOf(line, focusedAddin)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const KINDS: Readonly<Record<LedgerSummary['kind'], { word: string; tone: Tone }>> = {
  reference: { word: 'object', tone: 'accent' },
  call: { word: 'call', tone: 'plain' },
  view: { word: 'view', tone: 'plain' },
  file: { word: 'file', tone: 'plain' },
  subscription: { word: 'listens', tone: 'plain' },
};

function Line({ line, readAt, isFocused }: { line: LedgerSummary; readAt: number; isFocused: boolean }): ReactNode {
  const { kind, holder, owner, contract, tokens, objects, since, lease, acquiredBy } = line;
  const { word, tone } = KINDS[kind];
  return (
    <tr data-focused={isFocused || undefined}>
      <td>
        <PartyName party={holder} />
      </td>
      <td>
        <span className="process-name ellipsis" title={contract}>
          <Chip tone={tone}>{word}</Chip> {kind === 'call' ? 'waits for an answer' : contract}
        </span>
        {acquiredBy ? <Origin place={acquiredBy} /> : null}
      </td>
      <td>
        <PartyName party={owner} />
      </td>
      <td className="right" title={tokens === objects ? undefined : `received ${plural(tokens, 'time')}`}>
        {formatCount(kind === 'call' ? tokens : objects)}
      </td>
      <td className="tight">{since === null ? <span className="soft">—</span> : formatAgo(since, readAt)}</td>
      <td>{leaseWords(line.kind, lease)}</td>
    </tr>
  );
}

/** What acquired it: a view, or a place in the code of the holder. */
function Origin({ place }: { place: string }): ReactNode {
  return (
    <div className="references-origin process-name ellipsis selectable soft" title={place}>
      from {place}
    </div>
  );
}

function PartyName({ party: { name, generation } }: { party: PartySummary }): ReactNode {
  return (
    <span className="process-name ellipsis">
      {name} {generation === null ? null : <span className="soft">generation {generation}</span>}
    </span>
  );
}

function isOf({ holder, owner }: LedgerSummary, addinId: string | null): boolean {
  return addinId !== null && (holder.addinId === addinId || owner.addinId === addinId);
}

/** Lines differ in these: rows that agree in all of them are one line. */
function keyOf({ kind, holder, owner, contract, acquiredBy, lease }: LedgerSummary): string {
  return JSON.stringify([kind, holder, owner, contract, acquiredBy, lease?.state, lease?.sponsors]);
}
