// Before any schema: the window's policy forbids to compile them.
import '../../addins/protocol/interpret-schemas.ts';

import { saidByAddin } from '../../addins/protocol/addin-errors.ts';
import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { UI_CREDIT } from '../../addins/protocol/limits.ts';
import { viewMethods, windowMethods } from '../../addins/protocol/methods/view-methods.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { type CallOptions, Session } from '../../addins/protocol/session.ts';
import { weigh } from '../../addins/protocol/traffic.ts';
import type { Transport } from '../../addins/protocol/transport.ts';
import { componentFeatures } from '../../addins/protocol/ui/features.ts';
import { RESENDS, TAG, type UiAnswer, type UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import type { FrameView, FrameViewProblem } from './frame-view.ts';
import { InspectClient } from './inspect-client.ts';
import type { LinkDiagnostics } from './link-diagnostics.ts';
import { measureNode } from './measure-node.ts';
import { type FrameNews, ViewStore } from './view-store.ts';

export interface ViewConnectionOptions {
  transport: Transport;
  clock: Clock;
  generation: number;
  /** What comes and goes is written down there. */
  diagnostics: Pick<LinkDiagnostics, 'recorder' | 'pictures'>;
  /** A frame was applied to the tree of this view. */
  onNews(mounted: MountedView, news: FrameNews): void;
  /** A frame broke the contract; nothing of it was applied, and the view is sent anew. */
  onResend(mounted: MountedView, error: BulkheadError): void;
  /** That happened too often: nothing more is taken from this view. */
  onRefused(mounted: MountedView, error: BulkheadError): void;
  onViolation(error: BulkheadError): void;
  onClose(reason: BulkheadError): void;
}

/** One view as one generation draws it. */
export interface MountedView {
  readonly frame: FrameView;
  /** Another one after a frame was refused. */
  store: ViewStore;
  /** Resolves with the first picture; rejects when there is none. Another one after a frame was refused. */
  painted: Promise<void>;
  /** Sequence numbers of frames that were applied and wait to be drawn. */
  readonly unacknowledged: number[];
  /** Sequence numbers of frames that are being drawn. */
  readonly undrawn: number[];
  /** It broke the contract too often, or it is being closed: what still comes for it is dropped. */
  ended: boolean;
  /** Frames that were refused. */
  refusals: number;
  /** What the add-in asked about its parts; answered after the next paint. */
  questions: FrameNews['questions'];
  isPainted: boolean;
  /** Why it cannot be shown. */
  broken: FrameViewProblem | null;
}

/** One port: one generation of one add-in, and the views it draws. */
export class ViewConnection {
  readonly generation: number;
  /** The objects that this generation shows. */
  readonly inspect: InspectClient;
  readonly #options: ViewConnectionOptions;
  readonly #session: Session<typeof windowMethods, typeof viewMethods>;
  readonly #mounted = new Map<string, MountedView>();

  constructor(options: ViewConnectionOptions) {
    this.#options = options;
    this.generation = options.generation;
    const tap = options.diagnostics.recorder.tap(options.generation);
    this.#session = new Session({
      transport: options.transport,
      clock: options.clock,
      local: windowMethods,
      handlers: {
        'inspect.changed': ([handle, version, changes]) => {
          this.inspect.accept(handle, version, changes);
          return null;
        },
      },
      remote: viewMethods,
      failures: { believe: saidByAddin },
      epoch: options.generation,
      heartbeat: HEARTBEAT,
      onUi: (message) => this.#acceptUi(message),
      observer: tap,
      onClose: (reason) => {
        tap.end();
        options.onClose(reason);
      },
      onViolation: options.onViolation,
    });
    this.inspect = new InspectClient(this.#session);
  }

  get isOpen(): boolean {
    return this.#session.closed === undefined;
  }

  mountedView(frameId: string): MountedView | undefined {
    return this.#mounted.get(frameId);
  }

  mount(frame: FrameView): MountedView {
    const known = this.#mounted.get(frame.frameId);
    if (known && known.frame === frame && !known.ended) return known;
    const { frameId, view, params } = frame;
    // An earlier view of this frame must have left first: its late frames would be taken for the new one's.
    const free = known ? this.#leave(known) : Promise.resolve();
    const painted = free
      .then(() => {
        this.#mounted.set(frameId, mounted);
        return this.#session.call('view.mount', [
          { frameId, view, params: params as Plain, features: componentFeatures() },
        ]);
      })
      .then(() => {
        mounted.isPainted = true;
      });
    painted.catch(() => undefined);
    const mounted = createMountedView(frame, painted);
    if (!known) this.#mounted.set(frameId, mounted);
    return mounted;
  }

  unmount(frameId: string): void {
    const mounted = this.#mounted.get(frameId);
    if (mounted) void this.#leave(mounted);
  }

  /** Resolves when everything sent so far was handled over there. */
  settle(deadline = SETTLE_DEADLINE): Promise<unknown> {
    return this.#session.call('view.settle', [], { deadline });
  }

  call(name: string, args: Plain[], options?: CallOptions): Promise<Plain> {
    return this.#session.call('addin.call', [name, args], options);
  }

  send(answer: UiAnswer): void {
    this.#session.sendUi(answer);
  }

  /** Frees the room of the frames that are drawn now. */
  acknowledge(mounted: MountedView): void {
    const { frameId } = mounted.frame;
    for (const sequence of mounted.unacknowledged.splice(0)) {
      mounted.undrawn.push(sequence);
      this.send([TAG.ack, frameId, sequence]);
    }
  }

  /** They are on the screen, so it can be told where its parts are. */
  drawn(mounted: MountedView, milliseconds: number): void {
    const { generation } = this;
    for (const sequence of mounted.undrawn.splice(0)) {
      this.#options.diagnostics.pictures.drawn(mounted.frame.frameId, { generation, sequence }, milliseconds);
    }
    this.answerQuestions(mounted);
  }

  /** Tells the add-in where its parts are drawn. */
  answerQuestions(mounted: MountedView): void {
    const { frameId, surface } = mounted.frame;
    for (const { node, number } of mounted.questions.splice(0)) {
      const { x, y, width, height } = measureNode(node, surface);
      this.send([TAG.answer, frameId, number, x, y, width, height]);
    }
  }

  close(reason?: BulkheadError): void {
    this.#session.close(reason);
  }

  /** Lets the calls under way finish, then closes. */
  async retire(): Promise<void> {
    while (this.#session.pendingCount > 0 && this.isOpen) {
      await new Promise<void>((resolve) => this.#options.clock.after(RETIRE_POLL, resolve));
    }
    this.close();
  }

  async #leave(mounted: MountedView): Promise<void> {
    mounted.ended = true;
    const { frameId } = mounted.frame;
    await this.#session.call('view.unmount', [frameId]).catch(() => undefined);
    if (this.#mounted.get(frameId) === mounted) this.#mounted.delete(frameId);
  }

  #acceptUi(message: unknown): void {
    const frameId: unknown = Array.isArray(message) ? message[0] : undefined;
    const mounted = typeof frameId === 'string' ? this.#mounted.get(frameId) : undefined;
    if (!mounted) throw new BulkheadError('E_CONTRACT', { message: 'A picture came for a frame that is not there.' });
    if (mounted.ended) return;
    // Sent before the other side heard that its frame was refused: it starts over at zero.
    if (mounted.refusals > 0 && mounted.store.nextSequence === 0 && (message as unknown[])[1] !== 0) return;
    const began = this.#options.clock.now();
    let news: FrameNews;
    try {
      if (mounted.unacknowledged.length >= UI_CREDIT) throw new BulkheadError('E_CONTRACT', { message: TOO_FAST });
      news = mounted.store.apply(message as unknown[]);
    } catch (thrown) {
      this.#writeDown(mounted, { message, began, operations: null });
      this.#refuse(mounted, toBulkheadError(thrown, 'E_CONTRACT'));
      return;
    }
    this.#writeDown(mounted, { message, began, operations: news.operations });
    mounted.unacknowledged.push(mounted.store.nextSequence - 1);
    this.#options.onNews(mounted, news);
  }

  /** Nothing of the frame was applied. The other side is told, and sends the whole view anew a few times. */
  #refuse(mounted: MountedView, error: BulkheadError): void {
    mounted.refusals++;
    mounted.unacknowledged.length = 0;
    this.send([TAG.nack, mounted.frame.frameId, mounted.store.nextSequence, error.message]);
    if (mounted.refusals > RESENDS) {
      mounted.ended = true;
      this.#options.onRefused(mounted, error);
      return;
    }
    mounted.store = new ViewStore();
    // Answered behind what is sent anew; the picture before stays until then.
    mounted.painted = this.settle().then(() => undefined);
    mounted.painted.catch(() => undefined);
    this.#options.onResend(mounted, error);
  }

  /** Without operations it was refused. */
  #writeDown(mounted: MountedView, picture: { message: unknown; began: number; operations: number | null }): void {
    const { message, began, operations } = picture;
    const { clock, diagnostics } = this.#options;
    diagnostics.pictures.add(mounted.frame.frameId, {
      sequence: mounted.store.nextSequence - (operations === null ? 0 : 1),
      generation: this.generation,
      operations: operations ?? 0,
      weight: weigh((message as UiFrame)[3]) + weigh((message as UiFrame)[4]),
      applying: clock.now() - began,
      refused: operations === null,
    });
  }
}

const TOO_FAST = 'The view was refused: it was sent faster than it was drawn.';

/** An engine does not always say that a port has lost its other end. Main ends a process that hangs long before. */
const HEARTBEAT = { interval: 10_000, misses: 6 };

/** Milliseconds: an upgrade does not wait longer for a generation that is stuck. */
const SETTLE_DEADLINE = 500;

/** Milliseconds between two looks at whether the calls of a replaced generation have finished. */
const RETIRE_POLL = 200;

function createMountedView(frame: FrameView, painted: Promise<void>): MountedView {
  const state = {
    unacknowledged: [],
    undrawn: [],
    ended: false,
    refusals: 0,
    questions: [],
    isPainted: false,
    broken: null,
  };
  return { frame, store: new ViewStore(), painted, ...state };
}
