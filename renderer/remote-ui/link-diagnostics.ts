import type { FlightReport, OpenCall } from '../../addins/protocol/flight/flight-data.ts';
import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import type { EventCounts } from './event-outbox.ts';
import { type FrameEntry, FrameLog } from './frame-log.ts';
import type { FrameView, FrameViewPhase } from './frame-view.ts';
import { dumpTree } from './tree-dump.ts';

/** One frame as Diagnostics shows it. */
export interface FrameDiagnostics {
  readonly frameId: string;
  /** Its name in the manifest. */
  readonly view: string;
  readonly phase: FrameViewPhase;
  /** Parts that it shows now. */
  readonly parts: number;
  /** Oldest first. */
  readonly entries: readonly FrameEntry[];
}

/** What the window knows of its traffic with one add-in. */
export interface ViewDiagnostics {
  /** Of its calls those from number `after` on. */
  report(after: number): FlightReport;
  open(): OpenCall[];
  events(): EventCounts;
  frames(): FrameDiagnostics[];
  /** The tree of a frame as text; empty while it shows nothing. Without texts it says only how long they are. */
  dumpTree(frameId: string, options: { withTexts: boolean }): string;
}

/** Keeps what one link sees; its connections write into it. */
export class LinkDiagnostics implements ViewDiagnostics {
  readonly recorder: FlightRecorder;
  readonly pictures: FrameLog;
  readonly counts = { sent: 0, merged: 0, dropped: 0 };
  readonly #views: () => Iterable<FrameView>;

  constructor(options: { now(): number; views(): Iterable<FrameView> }) {
    const wallTime = (): number => Date.now();
    this.recorder = new FlightRecorder({ now: options.now, wallTime });
    this.pictures = new FrameLog(wallTime);
    this.#views = options.views;
  }

  report(after: number): FlightReport {
    return this.recorder.report(after);
  }

  open(): OpenCall[] {
    return this.recorder.open();
  }

  events(): EventCounts {
    return { ...this.counts };
  }

  frames(): FrameDiagnostics[] {
    return Array.from(this.#views(), ({ frameId, view, phase, store }) => ({
      ...{ frameId, view, phase },
      parts: store?.size ?? 0,
      entries: this.pictures.entries(frameId),
    }));
  }

  dumpTree(frameId: string, options: { withTexts: boolean }): string {
    for (const view of this.#views()) {
      if (view.frameId === frameId && view.store) return dumpTree(view.store.root, options);
    }
    return '';
  }
}
