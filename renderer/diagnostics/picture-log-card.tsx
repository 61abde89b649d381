import type { ReactNode } from 'react';
import { formatCount, formatDuration, formatTimeWithSeconds, plural } from '../design/format.ts';
import type { FrameEntry } from '../remote-ui/frame-log.ts';
import type { FrameDiagnostics } from '../remote-ui/link-diagnostics.ts';

const COLUMNS = ['Operations', 'Size', 'Apply', 'Paint', 'Shown after'] as const;

/** Every picture that an add-in sent for one frame, newest first. */
export function PictureLogCard({ frame }: { frame: FrameDiagnostics }): ReactNode {
  const entries = frame.entries.toReversed();
  return (
    <section className="card" aria-label="Pictures">
      <header className="card-head">
        <h2>Pictures</h2>
        <span className="soft number">last {plural(entries.length, 'picture')}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <section className="call-scroll" tabIndex={0} aria-label="Pictures, newest first">
        <table className="table flight-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col" className="right">
                Number
              </th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={`${entry.generation} ${entry.sequence} ${entry.at}`} entry={entry} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Row({ entry }: { entry: FrameEntry }): ReactNode {
  const { at, sequence, generation, operations, weight, applying, painting, shownAfter, refused } = entry;
  return (
    <tr>
      <td className="soft number">{formatTimeWithSeconds(at)}</td>
      <td className="right">
        {generation}/{sequence}
      </td>
      <td className="right" data-tone={refused ? 'danger' : undefined}>
        {refused ? 'refused' : formatCount(operations)}
      </td>
      <td className="right">{formatCount(weight)}</td>
      <td className="right">{formatDuration(applying)}</td>
      <td className="right">{painting === null ? '–' : formatDuration(painting)}</td>
      <td className="right">{shownAfter === null ? '–' : formatDuration(shownAfter)}</td>
    </tr>
  );
}
