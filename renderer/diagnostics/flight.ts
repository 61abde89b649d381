import type { EventTally } from '../../addins/protocol/flight/event-tally.ts';
import type { FlightCall, FlightReport, OpenCall, WaitEdge } from '../../addins/protocol/flight/flight-data.ts';
import { waitEdges } from '../../addins/protocol/flight/wait-edges.ts';
import type { EventCounts } from '../remote-ui/event-outbox.ts';
import type { FrameDiagnostics, ViewDiagnostics } from '../remote-ui/link-diagnostics.ts';

/** Where the page reads what was recorded: the host's half comes over the bridge, the window's half is here. */
export interface FlightSource {
  flight(addinId: string, after: number): Promise<FlightReport | null>;
  waits(): Promise<WaitEdge[]>;
  /** Between this add-in and others. */
  serviceEvents(addinId: string): Promise<EventTally[]>;
  /** Undefined for an add-in that never had a frame. */
  views(addinId: string): ViewDiagnostics | undefined;
}

/** Whose recorder saw it. */
export type Side = 'host' | 'window';
export type Sided<Item> = Item & { readonly side: Side };

/** Both halves of what was recorded of one add-in. */
export interface Flight {
  readonly addinId: string;
  readonly host: FlightReport | null;
  readonly window: FlightReport | null;
  /** Newest first. */
  readonly calls: readonly Sided<FlightCall>[];
  /** Longest waiting first. */
  readonly open: readonly Sided<OpenCall>[];
  readonly events: EventCounts;
  /** What it told other add-ins and heard of them. */
  readonly told: readonly EventTally[];
  readonly frames: readonly FrameDiagnostics[];
  /** Of all add-ins. */
  readonly waits: readonly WaitEdge[];
}

/** Calls of one recorder that are shown: what it keeps itself. */
const SHOWN = 2_000;

/** Reads one add-in again and again; only calls that are new cross the bridge. */
export class FlightReader {
  readonly #source: FlightSource;
  readonly #addinId: string;
  readonly #halves: Record<Side, FlightReport | null> = { host: null, window: null };

  constructor(source: FlightSource, addinId: string) {
    this.#source = source;
    this.#addinId = addinId;
  }

  /** `others`: every add-in whose waiting is wanted. Rejects as the bridge does. */
  async read(others: readonly string[]): Promise<Flight> {
    const views = this.#source.views(this.#addinId);
    const [host, waits, told] = await Promise.all([
      this.#source.flight(this.#addinId, this.#next('host')),
      this.#source.waits(),
      this.#source.serviceEvents(this.#addinId),
    ]);
    this.#keep('host', host);
    this.#keep('window', views?.report(this.#next('window')) ?? null);
    return {
      addinId: this.#addinId,
      ...this.#halves,
      calls: mergeCalls(this.#halves),
      open: mergeOpen(this.#halves),
      events: views?.events() ?? { sent: 0, merged: 0, dropped: 0 },
      told,
      frames: views?.frames() ?? [],
      waits: [...waits, ...this.#windowWaits(others)],
    };
  }

  #next(side: Side): number {
    return (this.#halves[side]?.calls.at(-1)?.sequence ?? -1) + 1;
  }

  #keep(side: Side, news: FlightReport | null): void {
    const known = this.#halves[side];
    // Another start time is another recorder: the add-in was removed and came back.
    const isSame = known !== null && news !== null && known.since === news.since;
    this.#halves[side] = isSame ? { ...news, calls: [...known.calls, ...news.calls].slice(-SHOWN) } : news;
  }

  #windowWaits(addins: readonly string[]): WaitEdge[] {
    return addins.flatMap((addinId) => {
      const open = this.#source.views(addinId)?.open() ?? [];
      return waitEdges(open, { self: 'window', peer: `addin:${addinId}` });
    });
  }
}

type Halves = Readonly<Record<Side, FlightReport | null>>;

/** Both halves by time, newest first. */
function mergeCalls(halves: Halves): Sided<FlightCall>[] {
  return sided(halves, ({ calls }) => calls).sort((one, other) => other.at - one.at);
}

function mergeOpen(halves: Halves): Sided<OpenCall>[] {
  return sided(halves, ({ open }) => open).sort((one, other) => other.age - one.age);
}

function sided<Item extends object>(halves: Halves, itemsOf: (report: FlightReport) => readonly Item[]): Sided<Item>[] {
  return (['host', 'window'] as const).flatMap((side) => {
    const report = halves[side];
    return report ? itemsOf(report).map((item) => ({ ...item, side })) : [];
  });
}

/** "Bulkhead → add-in": which way a call went, in words. */
export function wayOf({ side, direction }: Sided<{ direction: OpenCall['direction'] }>): string {
  const self = side === 'host' ? 'Bulkhead' : 'window';
  return direction === 'out' ? `${self} → add-in` : `add-in → ${self}`;
}
