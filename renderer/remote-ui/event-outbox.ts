import type { Plain } from '../../addins/protocol/plain-data.ts';
import { TAG, type UiEvent } from '../../addins/protocol/ui/ui-frames.ts';
import type { CommandTracker } from './command-tracker.ts';
import { editDraft } from './draft.ts';
import type { FrameView } from './frame-view.ts';
import type { HostNode } from './host-node.ts';
import type { Painter } from './painter.ts';
import { invalidFields, showProblems } from './view-rules.ts';

/** What became of events: sent, replaced by a later one of the same kind, or given up. */
export interface EventCounts {
  sent: number;
  merged: number;
  dropped: number;
}

export interface EventOutboxOptions {
  frame: FrameView;
  painter: Painter;
  commands: CommandTracker;
  /** False while nothing may be sent: the process is gone, or another one is about to take over. */
  canSend(): boolean;
  send(event: UiEvent): void;
  /** A person did something that an add-in may act upon. */
  onGesture(): void;
  /** Counted up here. */
  counts: EventCounts;
}

interface Latest {
  node: HostNode;
  name: string;
  payload: Plain;
}

/** What a person does in one view, on its way to the add-in. Each class of events has its own rule (component-spec.ts). */
export class EventOutbox {
  readonly #options: EventOutboxOptions;
  /** Only the latest of each node and event. */
  readonly #latest = new Map<string, Latest>();
  /** Commands that wait for the next generation. */
  #commands: Latest[] = [];
  #flushPlanned = false;

  constructor(options: EventOutboxOptions) {
    this.#options = options;
  }

  /** In order, each one; the control is busy until its handler has finished. */
  readonly command = (node: HostNode, name: string, payload: Plain = null): void => {
    if (!node.listeners.has(name) || this.#options.frame.phase !== 'live') return;
    this.#options.onGesture();
    if (node.running > 0 && node.props.once === true) {
      this.#options.counts.dropped++;
      return;
    }
    if (this.#isBlocked(node)) return;
    this.flush();
    if (this.#options.canSend()) this.#sendCommand({ node, name, payload });
    else this.#commands.push({ node, name, payload });
  };

  /** The person changed a value: it counts at once here, the add-in is told at the next paint. */
  readonly edit = (node: HostNode, name: string, value: Plain): void => {
    editDraft(node, value);
    this.#options.onGesture();
    if (this.#options.frame.store?.hasRules) this.#options.frame.redraw();
    if (node.listeners.has(name)) this.#keepLatest({ node, name, payload: value });
  };

  readonly continuous = (node: HostNode, name: string, payload: Plain): void => {
    if (node.listeners.has(name)) this.#keepLatest({ node, name, payload });
  };

  /** Something that is missing on the screen: it does not wait for the paint. Asked again before it can be sent, the latest counts. */
  readonly ask = (node: HostNode, name: string, payload: Plain): void => {
    this.continuous(node, name, payload);
    this.flush();
  };

  /** Tells a new generation of a value that only the window knows. */
  replay(node: HostNode, value: Plain): void {
    for (const [name, event] of node.entry?.events ?? []) {
      if (event.class === 'edit' && node.listeners.has(name)) this.#keepLatest({ node, name, payload: value });
    }
  }

  /** Sends what waits for the next paint now. */
  flush(): void {
    this.#flushPlanned = false;
    if (!this.#options.canSend()) return;
    const waiting = [...this.#latest.values()];
    this.#latest.clear();
    for (const { node, name, payload } of waiting) this.#send({ node, name, payload }, 0);
  }

  /** Another generation took over, or the old one goes on: what was held back goes to where it belongs now. */
  release(): void {
    const commands = this.#commands;
    this.#commands = [];
    this.flush();
    for (const command of commands) this.#sendCommand(command);
  }

  /** Forgets what waits: the process it was meant for is gone. */
  drop(): void {
    this.#options.counts.dropped += this.#latest.size + this.#commands.length;
    this.#latest.clear();
    this.#commands = [];
  }

  /** Fields that are not valid keep a command from being sent; the person is taken to the first one. */
  #isBlocked(node: HostNode): boolean {
    const { frame } = this.#options;
    if (node.ruling?.disabled) return true;
    const invalid = frame.store?.hasRules ? invalidFields(frame.store.root, node) : [];
    if (invalid.length === 0) return false;
    showProblems(invalid);
    frame.redraw();
    return true;
  }

  #keepLatest(event: Latest): void {
    const key = `${event.node.hostKey} ${event.name}`;
    if (this.#latest.has(key)) this.#options.counts.merged++;
    this.#latest.set(key, event);
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    this.#options.painter.beforePaint(() => this.flush());
  }

  #sendCommand(command: Latest): void {
    const node = this.#options.frame.successorOf(command.node);
    const number = node?.listeners.has(command.name) ? this.#options.commands.start(node) : undefined;
    if (!node || number === undefined) {
      this.#options.counts.dropped++;
      return;
    }
    node.invalidate();
    this.#send({ ...command, node }, number);
    this.#options.frame.redraw();
  }

  #send({ node, name, payload }: Latest, eventNumber: number): void {
    const target = this.#options.frame.successorOf(node);
    if (!target?.listeners.has(name)) {
      this.#options.counts.dropped++;
      return;
    }
    this.#options.counts.sent++;
    const { frameId } = this.#options.frame;
    this.#options.send([TAG.event, frameId, eventNumber, target.id, name, payload, target.draft?.editCount ?? 0]);
  }
}
