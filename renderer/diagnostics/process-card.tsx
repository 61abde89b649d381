import { CircleStop, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProcessSummary } from '../../preload/bridge.ts';
import { IconButton } from '../design/button.tsx';
import { Chip, type Tone } from '../design/chip.tsx';
import { formatBytes, formatPercent } from '../design/format.ts';
import { Scroller } from '../design/scroller.tsx';
import '../design/table.css';

export interface ProcessActions {
  restart(addinId: string): void;
  stop(addinId: string): void;
}

export interface ProcessCardProps {
  processes: readonly ProcessSummary[];
  focusedAddin: string | null;
  actions: ProcessActions;
}

export function ProcessCard({ processes, focusedAddin, actions }: ProcessCardProps): ReactNode {
  return (
    <section className="card" aria-label="Processes">
      <header className="card-head">
        <h2>Processes</h2>
      </header>
      {processes.length === 0 ? (
        <p className="diagnostics-note soft">No add-in runs. A process starts when you open an add-in.</p>
      ) : (
        <Scroller className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Add-in</th>
                <th scope="col">State</th>
                <th scope="col" className="right">
                  Process
                </th>
                <th scope="col" className="right">
                  Generation
                </th>
                <th scope="col" className="right">
                  CPU
                </th>
                <th scope="col" className="right">
                  Memory
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {processes.map((process) => (
                <Row
                  key={process.pid}
                  process={process}
                  isFocused={process.addinId === focusedAddin}
                  actions={actions}
                />
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </section>
  );
}

const STATES: Readonly<Record<ProcessSummary['state'], { word: string; tone: Tone }>> = {
  starting: { word: 'starting', tone: 'accent' },
  running: { word: 'running', tone: 'good' },
  busy: { word: 'not responding', tone: 'caution' },
  replaced: { word: 'being replaced', tone: 'plain' },
  stopping: { word: 'stopping', tone: 'plain' },
};

type RowProps = { process: ProcessSummary; isFocused: boolean; actions: ProcessActions };

function Row({ process, isFocused, actions }: RowProps): ReactNode {
  const { addinId, displayName, version, pid, generation, cpuPercent, memoryBytes } = process;
  const { word, tone } = STATES[process.state];
  return (
    <tr data-focused={isFocused || undefined}>
      <td>
        <span className="process-name ellipsis">
          {displayName} <span className="soft">{version}</span>
        </span>
      </td>
      <td className="tight">
        <Chip tone={tone}>{word}</Chip>
      </td>
      <td className="right selectable">{pid}</td>
      <td className="right">{generation}</td>
      <td className="right">{formatPercent(cpuPercent)}</td>
      <td className="right">{formatBytes(memoryBytes)}</td>
      <td className="tight">
        <span className="process-actions">
          <IconButton label={`Restart ${displayName}`} onClick={() => actions.restart(addinId)}>
            <RotateCw size={14} aria-hidden="true" />
          </IconButton>
          <IconButton label={`Stop ${displayName}`} onClick={() => actions.stop(addinId)}>
            <CircleStop size={14} aria-hidden="true" />
          </IconButton>
        </span>
      </td>
    </tr>
  );
}
