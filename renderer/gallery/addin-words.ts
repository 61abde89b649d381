import type { AddinSummary, ProcessSummary } from '../../preload/bridge.ts';
import type { Tone } from '../design/chip.tsx';
import { formatBytes, formatPercent } from '../design/format.ts';

/** The state of an add-in in one word, with its colour. */
export function stateWord({ state }: AddinSummary): { word: string; tone: Tone } {
  return STATES[state];
}

const STATES: Readonly<Record<AddinSummary['state'], { word: string; tone: Tone }>> = {
  stopped: { word: 'Ready', tone: 'plain' },
  starting: { word: 'Starting', tone: 'accent' },
  running: { word: 'Running', tone: 'good' },
  upgrading: { word: 'Upgrading', tone: 'accent' },
  failed: { word: 'Stopped unexpectedly', tone: 'danger' },
  quarantined: { word: 'Failed repeatedly', tone: 'danger' },
  disabled: { word: 'Switched off', tone: 'plain' },
  revoked: { word: 'Withdrawn', tone: 'danger' },
  damaged: { word: 'Damaged', tone: 'danger' },
};

/** What it costs now; an add-in whose process sleeps costs nothing. */
export function costWords(processes: readonly ProcessSummary[]): string {
  if (processes.length === 0) return 'no process';
  const memory = processes.reduce((sum, process) => sum + process.memoryBytes, 0);
  const cpu = processes.reduce((sum, process) => sum + process.cpuPercent, 0);
  return `${formatBytes(memory)} · ${formatPercent(cpu)}`;
}

/** Every word of the search must occur somewhere in what the card says. */
export function matches(addin: AddinSummary, search: string): boolean {
  const text = `${addin.displayName} ${addin.publisher ?? 'unsigned'} ${addin.description} ${addin.id}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
