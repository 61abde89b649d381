import type { ReactNode } from 'react';
import type { ProcessSummary, WaitingQuestion } from '../../preload/bridge.ts';
import { Dot, type Tone } from '../design/chip.tsx';
import { formatBytes, formatPercent } from '../design/format.ts';
import { WaitingQuestions } from './waiting-questions.tsx';
import './status-bar.css';

export interface StatusBarProps {
  processes: readonly ProcessSummary[];
  installed: number;
  waiting: readonly WaitingQuestion[];
  onOpenQuestion(addinId: string): void;
  onOpen(addinId: string): void;
}

export function StatusBar(props: StatusBarProps): ReactNode {
  const { processes, installed, waiting, onOpenQuestion, onOpen } = props;
  const memory = processes.reduce((sum, process) => sum + process.memoryBytes, 0);
  return (
    <footer className="status-bar">
      <WaitingQuestions waiting={waiting} onOpen={onOpenQuestion} />
      <ul className="status-processes" aria-label="Running add-ins">
        {processes.map((process) => (
          <li key={process.pid} className="ellipsis">
            <ProcessChip process={process} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      <span className="status-total">
        {installed} installed · {processes.length} running
        {processes.length > 0 ? ` · ${formatBytes(memory)}` : ''}
      </span>
    </footer>
  );
}

const STATES: Readonly<Record<ProcessSummary['state'], { tone: Tone; word: string }>> = {
  starting: { tone: 'accent', word: 'starting' },
  running: { tone: 'good', word: '' },
  busy: { tone: 'caution', word: 'not responding' },
  replaced: { tone: 'plain', word: 'being replaced' },
  stopping: { tone: 'plain', word: 'stopping' },
};

function ProcessChip({ process, onOpen }: { process: ProcessSummary; onOpen(addinId: string): void }): ReactNode {
  const { displayName, version, cpuPercent, memoryBytes, pid } = process;
  const { tone, word } = STATES[process.state];
  return (
    <button
      type="button"
      className="status-process"
      title={`${displayName} ${version}, process ${pid}`}
      onClick={() => onOpen(process.addinId)}
    >
      <Dot tone={tone} />
      <span className="ellipsis">
        {displayName} {version}
      </span>
      <span className="status-figures">
        {word ? `${word} · ` : ''}
        {formatPercent(cpuPercent)} · {formatBytes(memoryBytes)}
      </span>
    </button>
  );
}
