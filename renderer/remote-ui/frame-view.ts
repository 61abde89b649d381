import type { BulkheadError } from '../../addins/protocol/errors.ts';
import { adopt, type Replay } from './adopt.ts';
import type { HostNode } from './host-node.ts';
import type { InspectClient } from './inspect-client.ts';
import { applyRules } from './view-rules.ts';
import type { ViewStore } from './view-store.ts';

/**
 * - waiting: nothing to show yet
 * - live: what is shown is served
 * - stale: the process behind it is gone; the last picture stays until another one takes over
 * - failed: the view broke; it can be opened again
 */
export type FrameViewPhase = 'waiting' | 'live' | 'stale' | 'failed';

/** What a person is told about a view that cannot be used. */
export interface FrameViewProblem {
  title: string;
  message: string;
  detail: string;
}

export interface FrameViewSnapshot {
  readonly phase: FrameViewPhase;
  readonly root: HostNode | null;
  readonly problem: FrameViewProblem | null;
  /** Where the objects that the picture names can be asked about; null while nobody is there. */
  readonly inspect: InspectClient | null;
  /** Counts up with every picture. */
  readonly version: number;
}

/** What one frame shows. Processes and their trees come and go below it. */
export class FrameView {
  readonly frameId: string;
  readonly view: string;
  readonly params: unknown;
  /** Where it is drawn, while it is on the screen. */
  surface: Element | null = null;
  #store: ViewStore | null = null;
  #snapshot: FrameViewSnapshot = { phase: 'waiting', root: null, problem: null, inspect: null, version: 0 };
  readonly #listeners = new Set<() => void>();

  constructor(options: { frameId: string; view: string; params: unknown }) {
    this.frameId = options.frameId;
    this.view = options.view;
    this.params = options.params;
  }

  get store(): ViewStore | null {
    return this.#store;
  }

  get phase(): FrameViewPhase {
    return this.#snapshot.phase;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): FrameViewSnapshot => this.#snapshot;

  /** Shows another tree; what matches the one before keeps its place. Answers the values to send again. */
  show(store: ViewStore, inspect: InspectClient | null = null): Replay[] {
    const replays = this.#store && this.#store !== store ? adopt(this.#store, store).replays : [];
    this.#store = store;
    this.#publish({ phase: 'live', root: store.root, problem: null, inspect });
    return replays;
  }

  /** Draws what changed in the tree that is shown. */
  redraw(): void {
    this.#publish({});
  }

  goStale(): void {
    if (this.#snapshot.phase !== 'failed') this.#publish({ phase: this.#store ? 'stale' : 'waiting', inspect: null });
  }

  fail(problem: FrameViewProblem): void {
    this.#publish({ phase: 'failed', problem });
  }

  /** Starts over: the next tree replaces what is there. */
  reset(): void {
    this.#store = null;
    this.#publish({ phase: 'waiting', root: null, problem: null, inspect: null });
  }

  /** The node that stands where `node` stood before the generation changed; undefined when it is gone. */
  successorOf(node: HostNode): HostNode | undefined {
    if (!this.#store || this.#store.node(node.id) === node) return this.#store ? node : undefined;
    for (const each of this.#store.root.walk()) if (each.hostKey === node.hostKey) return each;
    return undefined;
  }

  #publish(change: Partial<FrameViewSnapshot>): void {
    if (this.#store?.hasRules) applyRules(this.#store.root);
    this.#snapshot = { ...this.#snapshot, ...change, version: this.#snapshot.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}

export function problemOf(error: BulkheadError): FrameViewProblem {
  return { title: error.title, message: error.message, detail: `${error.code}. ${error.remedy}` };
}
