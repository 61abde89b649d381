import { type ReactNode, useState } from 'react';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import type { AuditRow } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { Chip, type Tone } from '../design/chip.tsx';
import { CheckLine } from '../design/field.tsx';
import { formatAgo, formatCount, formatTimeWithSeconds, plural } from '../design/format.ts';
import { Scroller } from '../design/scroller.tsx';

/** A look at what happened lately; everything is one press away. */
const FIRST_ROWS = 12;

export interface AuditListProps {
  rows: readonly AuditRow[];
  /** What a permission is called in plain words. */
  plain(permission: PermissionName): string | undefined;
  now: number;
}

export function AuditList({ rows, plain, now }: AuditListProps): ReactNode {
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const matching = onlyRefused ? rows.filter((row) => row.outcome === 'denied') : rows;
  const shown = isWhole ? matching : matching.slice(0, FIRST_ROWS);
  return (
    <section className="card" aria-label="What it did">
      <header className="card-head">
        <h2>What it did</h2>
        {rows.length > 0 ? <CheckLine label="Only refused" checked={onlyRefused} onChange={setOnlyRefused} /> : null}
      </header>
      {shown.length === 0 ? (
        <p className="access-note soft">
          {onlyRefused ? 'Nothing was refused.' : 'It used none of its permissions yet.'}
        </p>
      ) : (
        <Scroller className="table-scroll">
          <table className="table">
            <thead className="visually-hidden">
              <tr>
                <th scope="col">When</th>
                <th scope="col">Outcome</th>
                <th scope="col">What</th>
                <th scope="col">About</th>
                <th scope="col">Because</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Entry
                  key={`${row.at} ${row.method} ${row.object} ${row.outcome}`}
                  row={row}
                  words={plain(row.permission) ?? row.method}
                  now={now}
                />
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      {matching.length > shown.length ? (
        <footer className="access-more">
          <Button look="quiet" onClick={() => setWhole(true)}>
            Show all, {plural(matching.length, 'entry', 'entries')}
          </Button>
        </footer>
      ) : null}
    </section>
  );
}

const OUTCOMES: Readonly<Record<AuditRow['outcome'], { word: string; tone: Tone }>> = {
  allowed: { word: 'done', tone: 'good' },
  denied: { word: 'refused', tone: 'danger' },
  failed: { word: 'failed', tone: 'caution' },
};

function Entry({ row, words, now }: { row: AuditRow; words: string; now: number }): ReactNode {
  const { word, tone } = OUTCOMES[row.outcome];
  return (
    <tr>
      <td className="tight soft" title={formatTimeWithSeconds(row.at)}>
        {formatAgo(row.at, now)}
      </td>
      <td className="tight">
        <Chip tone={tone}>{word}</Chip>
      </td>
      <td className="access-plain" title={row.method}>
        {words}
        {row.count > 1 ? <span className="soft number"> × {formatCount(row.count)}</span> : null}
      </td>
      <td className="access-object">{row.object}</td>
      <td className="soft">{row.because}</td>
    </tr>
  );
}
