import type { FlightReport } from '../../addins/protocol/flight/flight-data.ts';
import type { AddinSummary, HostSummary, ProcessSummary } from '../../preload/bridge.ts';
import type { ViewDiagnostics } from '../remote-ui/link-diagnostics.ts';
import type { Flight } from './flight.ts';

export interface FlightReportParts {
  host: HostSummary | null;
  addin: AddinSummary;
  processes: readonly ProcessSummary[];
  flight: Flight;
  views: Pick<ViewDiagnostics, 'dumpTree'> | undefined;
  /** The person wants what stands in the add-in's windows to be in it. */
  withTexts: boolean;
}

const VERSION = 1;
const ABOUT =
  'Names of methods, times and sizes of the last calls of one add-in. It holds no arguments and no answers of calls.';
const WITHOUT_TEXTS = 'Of what stands in its windows it holds only how long it is.';
const WITH_TEXTS = 'It holds what stood in its windows: the person who saved it asked for that.';

/**
 * What a person passes on, as JSON. Built from names, numbers and codes picked one by one: whatever a recorder, a
 * summary or a frame may hold one day, it is not in here before it has a line here.
 */
export function flightReportText({ host, addin, processes, flight, views, withTexts }: FlightReportParts): string {
  const report = {
    kind: 'bulkhead-flight-report',
    version: VERSION,
    about: `${ABOUT} ${withTexts ? WITH_TEXTS : WITHOUT_TEXTS}`,
    takenAt: new Date(flight.host?.takenAt ?? flight.window?.takenAt ?? Date.now()).toISOString(),
    host: host ? { runtime: host.runtime, platform: host.platform } : null,
    addin: { id: addin.id, version: addin.version, state: addin.state, problem: addin.problem?.code ?? null },
    processes: processes
      .filter(({ addinId }) => addinId === addin.id)
      .map(({ pid, version, generation, state, cpuPercent, memoryBytes }) => ({
        ...{ pid, version, generation, state, cpuPercent, memoryBytes },
      })),
    recordedBy: { host: half(flight.host), window: half(flight.window) },
    events: flight.events,
    told: flight.told.map(({ contract, from, to, delivered, coalesced, dropped, refused }) => ({
      ...{ contract, from, to, delivered, coalesced, dropped, refused },
    })),
    waits: flight.waits.map(({ from, to, count, oldest, method }) => ({ from, to, count, oldest, method })),
    frames: flight.frames.map(({ frameId, view, phase, parts, entries }) => ({
      ...{ frameId, view, phase, parts },
      pictures: entries,
      tree: views?.dumpTree(frameId, { withTexts }).split('\n') ?? [],
    })),
  };
  return JSON.stringify(report, null, 1);
}

function half(report: FlightReport | null): object | null {
  if (!report) return null;
  return {
    since: new Date(report.since).toISOString(),
    counts: report.counts,
    methods: report.methods.map(({ direction, method, calls, failures, open, weight, ...times }) => ({
      ...{ direction, method, calls, failures, open, weight },
      p50: times.p50,
      p95: times.p95,
      p99: times.p99,
      longest: times.longest,
      histogram: times.histogram,
    })),
    open: report.open.map(({ direction, method, age, asked, generation, id }) => ({
      ...{ direction, method, age, asked, generation, id },
    })),
    calls: report.calls.map(({ at, direction, method, duration, asked, answered, code, generation, id }) => ({
      ...{ at, direction, method, duration, asked, answered, code, generation, id },
    })),
    advice: report.advice.map(({ method, callsPerSecond, meanHandling, isPassedOn, at }) => ({
      ...{ method, callsPerSecond, meanHandling, isPassedOn, at },
    })),
  };
}
