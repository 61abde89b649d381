import type { AddinState, AddinSummary, Problem, ProcessSummary } from '../../preload/bridge.ts';
import type { Addins } from '../domains/addins.ts';
import type { GenerationLoad } from '../domains/governor.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import { toProblem } from './problem.ts';

/** One card of the Add-ins page: what is installed, joined with what lives. */
export function summariseAddin(entry: CatalogEntry, addins: Addins): AddinSummary {
  const { manifest } = entry;
  const { state, problem } = stateOf(entry, addins);
  return {
    id: entry.id,
    displayName: manifest.displayName,
    version: manifest.version,
    publisher: manifest.publisher ?? null,
    signed: entry.publicKey !== null,
    description: manifest.description ?? '',
    color: manifest.color,
    state,
    enabled: entry.enabled,
    problem,
    views: manifest.views.map(({ id, title, multiple, width, height }) => ({ id, title, multiple, width, height })),
    commands: manifest.commands.map(({ id, title, view }) => ({ id, title, view: view ?? null })),
    sizeBytes: entry.sizeBytes,
    installedAt: entry.installedAt,
    previousVersion: entry.previous?.version ?? null,
    watchedFolder: entry.source.kind === 'folder',
  };
}

function stateOf(entry: CatalogEntry, addins: Addins): { state: AddinState; problem: Problem | null } {
  if (!entry.enabled) return { state: 'disabled', problem: null };
  const trouble = addins.problem(entry.id);
  if (trouble) return { state: trouble.state, problem: toProblem(trouble.error) };
  return { state: addins.domain(entry.id)?.state ?? 'stopped', problem: null };
}

/** One chip of the status bar. */
export function summariseLoad(load: GenerationLoad, entry: CatalogEntry | undefined): ProcessSummary {
  const { generation } = load;
  return {
    addinId: load.domain.addinId,
    displayName: entry?.manifest.displayName ?? load.domain.addinId,
    version: generation.loaded.manifest.version,
    generation: generation.number,
    pid: load.pid,
    cpuPercent: Math.round(load.cpuPercent),
    memoryBytes: load.memoryBytes,
    state: processState(load),
  };
}

function processState({ generation, busy }: GenerationLoad): ProcessSummary['state'] {
  if (generation.state === 'creating' || generation.state === 'warming') return 'starting';
  if (generation.state === 'doomed') return 'replaced';
  if (generation.state === 'current') return busy ? 'busy' : 'running';
  return 'stopping';
}
