import { type ReactNode, useState } from 'react';
import type { AddinSummary, DiagnosticsEntry } from '../../preload/bridge.ts';
import { formatTimeWithSeconds } from '../design/format.ts';
import { type Segment, Segmented } from '../design/segmented.tsx';

export interface LogCardProps {
  /** Oldest first; shown newest first. */
  log: readonly DiagnosticsEntry[];
  addins: readonly AddinSummary[];
}

type Level = 'all' | 'warn' | 'error';

const LEVELS: readonly Segment<Level>[] = [
  { value: 'all', label: 'Everything' },
  { value: 'warn', label: 'Warnings' },
  { value: 'error', label: 'Errors' },
];

const SHOWN_BY: Readonly<Record<Level, ReadonlySet<DiagnosticsEntry['level']>>> = {
  all: new Set(['info', 'warn', 'error']),
  warn: new Set(['warn', 'error']),
  error: new Set(['error']),
};

const WORDS: Readonly<Record<DiagnosticsEntry['level'], string>> = { info: 'note', warn: 'warning', error: 'error' };

export function LogCard({ log, addins }: LogCardProps): ReactNode {
  const [level, setLevel] = useState<Level>('all');
  const shown = log.filter((entry) => SHOWN_BY[level].has(entry.level)).toReversed();
  const names = new Map(addins.map((addin) => [addin.id, addin.displayName]));
  return (
    <section className="card log-card" aria-label="Log">
      <header className="card-head">
        <h2>Log</h2>
        <Segmented<Level> label="Show" value={level} segments={LEVELS} onChange={setLevel} />
      </header>
      {shown.length === 0 ? <p className="diagnostics-note soft">Nothing to report.</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <ol className="log-list selectable" tabIndex={0} aria-label="Log entries, newest first">
        {shown.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: counted from the oldest, an entry keeps its number for good.
          <li key={`${shown.length - index} ${entry.at}`} data-level={entry.level}>
            <time className="number soft" dateTime={new Date(entry.at).toISOString()}>
              {formatTimeWithSeconds(entry.at)}
            </time>
            <span className="log-level">{WORDS[entry.level]}</span>
            <span className="soft ellipsis">
              {entry.addinId ? (names.get(entry.addinId) ?? entry.addinId) : 'Bulkhead'}
            </span>
            <span className="log-text">{entry.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
