import type { EventTally } from '../../addins/protocol/flight/event-tally.ts';
import type { ChattyAdvice, FlightReport, WaitEdge } from '../../addins/protocol/flight/flight-data.ts';
import type { FlightTap } from '../../addins/protocol/flight/session-tap.ts';
import { waitEdges } from '../../addins/protocol/flight/wait-edges.ts';
import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import type { domainMethods } from '../../addins/protocol/methods/domain-methods.ts';
import type { Log } from '../base/log.ts';

export interface FlightDeskOptions {
  log: Pick<Log, 'warn'>;
  /** Calls between add-ins that the host passes on; it alone knows both ends. */
  otherWaits?(): WaitEdge[];
  /** What became of the events that an add-in told others, or heard of them. */
  eventsOf?(addinId: string): EventTally[];
  /** Milliseconds, monotonic; the process's own unless given. */
  now?(): number;
}

const HEARTBEATS: ReadonlySet<string> = new Set<keyof typeof domainMethods>(['domain.ping']);

/** What passes over the control ports, one recorder for each add-in that ran since Bulkhead started. */
export class FlightDesk {
  readonly #options: FlightDeskOptions;
  readonly #recorders = new Map<string, FlightRecorder>();

  constructor(options: FlightDeskOptions) {
    this.#options = options;
  }

  /** For the control session of one generation. */
  tap(addinId: string, generation: number): FlightTap {
    const known = this.#recorders.get(addinId);
    const recorder = known ?? this.#createRecorder(addinId);
    if (!known) this.#recorders.set(addinId, recorder);
    return recorder.tap(generation);
  }

  /** A call of this add-in to another one begins; it ends with what is answered. */
  passed(addinId: string, name: string): () => void {
    return this.#recorders.get(addinId)?.passed(name) ?? (() => undefined);
  }

  /** Null for an add-in that has not run; of its calls those from number `after` on. */
  report(addinId: string, after: number): FlightReport | null {
    return this.#recorders.get(addinId)?.report(after) ?? null;
  }

  /** Who waits for whom now, as far as the host sees it. */
  waits(): WaitEdge[] {
    const own = [...this.#recorders].flatMap(([addinId, recorder]) =>
      waitEdges(recorder.open(), { self: 'host', peer: `addin:${addinId}` }),
    );
    return [...own, ...(this.#options.otherWaits?.() ?? [])];
  }

  /** Events between this add-in and others. */
  events(addinId: string): EventTally[] {
    return this.#options.eventsOf?.(addinId) ?? [];
  }

  /** The add-in is gone for good. */
  forget(addinId: string): void {
    this.#recorders.delete(addinId);
  }

  #createRecorder(addinId: string): FlightRecorder {
    return new FlightRecorder({
      now: this.#options.now ?? (() => performance.now()),
      wallTime: () => Date.now(),
      quiet: HEARTBEATS,
      // Members of objects are named by their contract, and the host has no objects of its own.
      isPassedOn: (method) => method.includes('@'),
      onAdvice: (advice) => this.#options.log.warn(adviceWords(advice), addinId),
    });
  }
}

function adviceWords({ method, callsPerSecond, meanHandling, isPassedOn }: ChattyAdvice): string {
  const rate = Math.round(callsPerSecond);
  const work = Math.round(meanHandling * 1_000);
  if (isPassedOn) {
    return (
      `It asks another add-in for ${method} one at a time, ${rate} times a second, and waits ${work} µs for each, most of ` +
      'which is the way there and back. Its author can ask for many things in one call, read a stream, or subscribe to events.'
    );
  }
  return (
    `It calls ${method} ${rate} times a second for ${work} µs of work each; the way costs more than the work. ` +
    'Its author can ask for many things at once, move the loop to where the data is, or subscribe to changes.'
  );
}
