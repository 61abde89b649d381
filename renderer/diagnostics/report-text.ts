import type { AddinSummary, DiagnosticsEntry, HostSummary, ProcessSummary } from '../../preload/bridge.ts';
import { formatBytes, formatPercent } from '../design/format.ts';

export interface Report {
  host: HostSummary | null;
  addins: readonly AddinSummary[];
  processes: readonly ProcessSummary[];
  log: readonly DiagnosticsEntry[];
}

/** The page as text, for a message to support. Holds names, versions and log lines; no content of any add-in. */
export function reportText({ host, addins, processes, log }: Report): string {
  return [
    host ? `${host.runtime} on ${host.platform}, process ${host.pid}` : 'no host',
    ...(host?.walls.map((wall) => `wall: ${wall.name}: ${wall.state}, ${wall.detail}`) ?? []),
    ...addins.map((addin) => `add-in: ${addin.id} ${addin.version} ${addin.state} ${addin.problem?.code ?? ''}`.trim()),
    ...processes.map(processLine),
    ...log.map(logLine),
  ].join('\n');
}

function processLine({ addinId, version, generation, pid, cpuPercent, memoryBytes, state }: ProcessSummary): string {
  const cost = `${formatPercent(cpuPercent)}, ${formatBytes(memoryBytes)}`;
  return `process: ${pid} ${addinId} ${version} generation ${generation} ${state} ${cost}`;
}

function logLine({ at, level, addinId, text }: DiagnosticsEntry): string {
  return `${new Date(at).toISOString()} ${level} ${addinId ?? 'host'}: ${text}`;
}
