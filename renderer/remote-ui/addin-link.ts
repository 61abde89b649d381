import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Transport } from '../../addins/protocol/transport.ts';
import { OPEN_QUESTIONS, TAG } from '../../addins/protocol/ui/ui-frames.ts';
import { CallQueue, type LinkCallOptions } from './call-queue.ts';
import { CommandTracker } from './command-tracker.ts';
import { EventOutbox } from './event-outbox.ts';
import { FramePresence } from './frame-presence.ts';
import { FrameView, type FrameViewProblem, problemOf } from './frame-view.ts';
import { LinkDiagnostics, type ViewDiagnostics } from './link-diagnostics.ts';
import { createBrowserClock, createBrowserPainter, type Painter } from './painter.ts';
import { PictureQueue } from './picture-queue.ts';
import { createPortTransport } from './port-transport.ts';
import { type MountedView, ViewConnection } from './view-connection.ts';
import type { FrameNews } from './view-store.ts';

/** Whose port it is. */
export interface PortLabel {
  generation: number;
  /** 'current' serves at once; 'candidate' waits for `draw`, and is then off screen until `commit`. */
  role: 'current' | 'candidate';
}

export interface AddinLinkOptions {
  addinId: string;
  /** A person did something inside a frame of this add-in. */
  onGesture?(): void;
  /** A generation broke the contract of the wire. */
  onViolation?(generation: number, message: string): void;
  /** A handler of the add-in failed; `message` is the add-in's own. */
  onProblem?(frameId: string, message: string): void;
  clock?: Clock;
  painter?: Painter;
}

/** What one frame needs besides its tree. */
export interface LinkedFrame {
  readonly view: FrameView;
  readonly events: EventOutbox;
  readonly presence: FramePresence;
}

/** The window's end of one add-in: its frames stay while its processes come and go. */
export class AddinLink {
  readonly addinId: string;
  readonly #options: AddinLinkOptions;
  readonly #clock: Clock;
  readonly #painter: Painter;
  readonly #frames = new Map<string, LinkedFrame>();
  readonly #commands: CommandTracker;
  readonly #diagnostics: LinkDiagnostics;
  readonly #calls = new CallQueue();
  readonly #pictures: PictureQueue;
  readonly #listeners = new Set<() => void>();
  /** Frames of which nobody sees anything. */
  readonly #unseen = new Set<string>();
  #current: ViewConnection | null = null;
  #candidate: ViewConnection | null = null;
  /** The candidate has its state and may be asked for pictures. */
  #candidateDraws = false;
  #frozen = false;
  #isDisposed = false;

  constructor(options: AddinLinkOptions) {
    this.addinId = options.addinId;
    this.#options = options;
    this.#clock = options.clock ?? createBrowserClock();
    this.#painter = options.painter ?? createBrowserPainter();
    this.#pictures = new PictureQueue(this.#clock, this.#painter);
    this.#diagnostics = new LinkDiagnostics({
      now: () => this.#clock.now(),
      views: () => this.#frames.values().map(({ view }) => view),
    });
    this.#commands = new CommandTracker(this.#clock, () => this.#redrawAll());
  }

  /** The generation that serves, null while none does. */
  get generation(): number | null {
    return this.#current?.generation ?? null;
  }

  get diagnostics(): ViewDiagnostics {
    return this.#diagnostics;
  }

  /** Takes the port of a generation. Resolves when every open frame has its first picture; at once for a candidate. */
  attach(port: MessagePort, label: PortLabel): Promise<void> {
    return this.attachTransport(createPortTransport(port), label);
  }

  async attachTransport(transport: Transport, { generation, role }: PortLabel): Promise<void> {
    const connection = this.#connect(transport, generation);
    if (role === 'candidate') {
      this.#candidate?.close();
      this.#candidate = connection;
      this.#candidateDraws = false;
      return;
    }
    const mounted = this.#mountAll(connection);
    this.#retireCurrent();
    this.#current = connection;
    this.#frozen = false;
    void this.#releaseCalls();
    await Promise.all(mounted.map((each) => this.#showWhenPainted(connection, each)));
  }

  /** Has the candidate draw every open frame off screen; resolves when each has its first picture. */
  async draw(generation: number): Promise<void> {
    const candidate = this.#candidate;
    if (candidate?.generation !== generation) throw new BulkheadError('E_UPGRADE_FAILED', { message: NOT_THERE });
    this.#candidateDraws = true;
    const mounted = this.#mountAll(candidate);
    await Promise.all(mounted.map((each) => each.painted));
    refuseBroken(mounted);
  }

  openView(frameId: string, view: string, params: unknown): void {
    const frame = new FrameView({ frameId, view, params });
    const events = new EventOutbox({
      frame,
      painter: this.#painter,
      commands: this.#commands,
      canSend: () => this.#canSend(frame),
      send: (event) => this.#current?.send(event),
      onGesture: () => this.#options.onGesture?.(),
      counts: this.#diagnostics.counts,
    });
    const presence = new FramePresence(this.#painter, (bits) => this.#tellPresence(frame, bits));
    if (this.#unseen.has(frameId)) presence.setSeen(false);
    this.#frames.set(frameId, { view: frame, events, presence });
    for (const listener of this.#listeners) listener();
    this.#mountNow(frame);
  }

  closeView(frameId: string): void {
    this.#frames.delete(frameId);
    this.#diagnostics.pictures.forget(frameId);
    this.#unseen.delete(frameId);
    this.#current?.unmount(frameId);
    this.#candidate?.unmount(frameId);
  }

  /** Runs `listener` when a frame is opened. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  frame(frameId: string): LinkedFrame | undefined {
    return this.#frames.get(frameId);
  }

  /** What nobody sees is neither drawn nor acknowledged, so that it costs nothing here and little over there. */
  setSeen(frameId: string, isSeen: boolean): void {
    if (isSeen) this.#unseen.delete(frameId);
    else this.#unseen.add(frameId);
    const frame = this.#frames.get(frameId);
    if (!frame || frame.presence.isSeen === isSeen) return;
    frame.presence.setSeen(isSeen);
    const mounted = this.#current?.mountedView(frameId);
    if (isSeen && this.#current && mounted && frame.view.store === mounted.store) this.#paint(this.#current, mounted);
  }

  /** Draws a view anew that failed. */
  reopenView(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (!frame) return;
    frame.view.reset();
    this.#current?.unmount(frameId);
    this.#mountNow(frame.view);
  }

  /**
   * Calls a function that the add-in lists in `calls`. Waits while there is no generation to answer. When the process ends
   * before it answers: E_OUTCOME_UNKNOWN, or for an idempotent call the answer of the next one.
   */
  call(name: string, args: Plain[], options: LinkCallOptions = {}): Promise<Plain> {
    const connection = this.#current;
    if (!connection?.isOpen || this.#frozen) return this.#calls.add(name, args, options);
    return this.#send(connection, name, { args, options });
  }

  /** Holds events and calls back. Resolves when nothing is on its way to the generation that serves. */
  async freeze(): Promise<void> {
    for (const { events } of this.#frames.values()) events.flush();
    this.#frozen = true;
    this.#current?.inspect.freeze();
    // A generation that does not answer is replaced all the same.
    await this.#current?.settle().catch(() => undefined);
  }

  /**
   * The candidate takes the frames over; what was held back goes to it. Calls under way finish where they are. Resolves
   * when its pictures are in the frames.
   */
  async commit(generation: number): Promise<void> {
    const next = this.#candidate;
    if (!next || next.generation !== generation) return;
    this.#candidate = null;
    this.#retireCurrent();
    this.#current = next;
    this.#frozen = false;
    const answered = this.#releaseCalls();
    // Drawing keeps the window busy: whoever waited for an answer gets it before.
    await Promise.race([answered, this.#pause(HEAD_START)]);
    if (this.#current !== next || !next.isOpen) return;
    for (const mounted of this.#mountAll(next)) {
      // A frame opened a moment ago keeps its picture until the new one is there.
      if (mounted.isPainted) this.#show(next, mounted);
      else void this.#showWhenPainted(next, mounted);
    }
  }

  /** The candidate is given up; the generation that serves goes on. */
  abandon(generation: number): void {
    if (this.#candidate?.generation === generation) {
      this.#candidate.close();
      this.#candidate = null;
    }
    this.#frozen = false;
    this.#current?.inspect.thaw();
    for (const { events } of this.#frames.values()) events.release();
    void this.#releaseCalls();
  }

  /** The process of a generation ended. Ports say so too, but not in every case and not always first. */
  ended(generation: number): void {
    for (const connection of [this.#current, this.#candidate]) {
      if (connection?.generation === generation) connection.close(new BulkheadError('E_DOMAIN_UNLOADED'));
    }
  }

  /** Gives everything up: the add-in is gone for good. */
  dispose(): void {
    this.#isDisposed = true;
    this.#candidate?.close();
    this.#current?.close();
    this.#calls.rejectAll(new BulkheadError('E_DOMAIN_UNLOADED'));
  }

  /** What a frame shows must have been drawn by who serves: each generation numbers its parts anew. */
  #canSend({ frameId, store }: FrameView): boolean {
    const current = this.#current;
    return !this.#frozen && current?.isOpen === true && current.mountedView(frameId)?.store === store;
  }

  #connect(transport: Transport, generation: number): ViewConnection {
    const connection: ViewConnection = new ViewConnection({
      transport,
      clock: this.#clock,
      generation,
      diagnostics: this.#diagnostics,
      onNews: (mounted, news) => this.#onNews(connection, mounted, news),
      onResend: (mounted, error) => this.#onResend(connection, mounted, error),
      onRefused: (mounted, error) => this.#onBroken(connection, mounted, problemOf(error)),
      onViolation: (error) => this.#options.onViolation?.(generation, error.message),
      onClose: () => this.#onClose(connection),
    });
    return connection;
  }

  #mountAll(connection: ViewConnection): MountedView[] {
    return [...this.#frames.values()].map(({ view }) => connection.mount(view));
  }

  #mountNow(frame: FrameView): void {
    if (this.#candidateDraws) this.#candidate?.mount(frame);
    const connection = this.#current;
    if (connection?.isOpen) void this.#showWhenPainted(connection, connection.mount(frame));
  }

  async #showWhenPainted(connection: ViewConnection, mounted: MountedView): Promise<void> {
    try {
      // Replaced when a frame was refused meanwhile: the picture is then the one that is sent anew.
      for (let painted: unknown; painted !== mounted.painted; await painted) painted = mounted.painted;
    } catch (thrown) {
      const error = toBulkheadError(thrown);
      if (connection === this.#current && connection.isOpen) mounted.frame.fail(problemOf(error));
      return;
    }
    if (connection === this.#current && mounted.frame.store !== mounted.store) this.#show(connection, mounted);
  }

  #show(connection: ViewConnection, mounted: MountedView): void {
    if (!this.#frames.has(mounted.frame.frameId)) return;
    const replays = mounted.frame.show(mounted.store, connection.inspect);
    const events = this.#frames.get(mounted.frame.frameId)?.events;
    for (const { node, value } of replays) events?.replay(node, value as Plain);
    events?.release();
    this.#frames.get(mounted.frame.frameId)?.presence.tellAgain();
    this.#paint(connection, mounted);
    if (mounted.broken) mounted.frame.fail(mounted.broken);
  }

  #onBroken(connection: ViewConnection, mounted: MountedView, problem: FrameViewProblem): void {
    mounted.broken = problem;
    if (connection === this.#current) mounted.frame.fail(problem);
  }

  /** The picture stays until the new one is there. A version that is not in use yet gets no second try. */
  #onResend(connection: ViewConnection, mounted: MountedView, error: BulkheadError): void {
    if (connection === this.#current) void this.#showWhenPainted(connection, mounted);
    else this.#onBroken(connection, mounted, problemOf(error));
  }

  #onNews(connection: ViewConnection, mounted: MountedView, news: FrameNews): void {
    for (const { eventNumber, problem } of news.done) {
      if (connection !== this.#current) continue;
      this.#commands.finish(eventNumber);
      if (problem !== null) this.#options.onProblem?.(mounted.frame.frameId, problem);
    }
    if (news.failure) {
      const { message, stack } = news.failure;
      this.#onBroken(connection, mounted, { title: 'This view stopped working.', message, detail: stack });
    }
    mounted.questions.push(...news.questions.slice(0, OPEN_QUESTIONS));
    // What is not on the screen yet is acknowledged as if it were: it must be complete before it is shown.
    if (mounted.frame.store === mounted.store) this.#paint(connection, mounted);
    else this.#clock.soon(() => connection.acknowledge(mounted));
  }

  /** Nobody waits for the picture of what is not seen; what was asked about it is answered. */
  #paint(connection: ViewConnection, mounted: MountedView): void {
    if (this.#frames.get(mounted.frame.frameId)?.presence.isSeen === false) {
      connection.answerQuestions(mounted);
      return;
    }
    this.#pictures.add(mounted, connection);
  }

  #tellPresence({ frameId }: FrameView, bits: number): void {
    if (this.#current?.isOpen) this.#current.send([TAG.presence, frameId, bits]);
  }

  #redrawAll(): void {
    for (const { view } of this.#frames.values()) view.redraw();
  }

  #retireCurrent(): void {
    const old = this.#current;
    this.#current = null;
    this.#commands.finishAll();
    old?.inspect.end();
    if (old?.isOpen) void old.retire();
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(milliseconds, resolve));
  }

  async #releaseCalls(): Promise<void> {
    const connection = this.#current;
    if (!connection?.isOpen) return;
    await this.#calls.release((name, args, options = {}) => this.#send(connection, name, { args, options }));
  }

  async #send(
    connection: ViewConnection,
    name: string,
    call: { args: Plain[]; options: LinkCallOptions },
  ): Promise<Plain> {
    const { args, options } = call;
    try {
      return await connection.call(name, args, options);
    } catch (thrown) {
      const isLost = toBulkheadError(thrown).code === 'E_DOMAIN_UNLOADED' && !connection.isOpen && !this.#isDisposed;
      if (!isLost) throw thrown;
      if (!options.idempotent) throw new BulkheadError('E_OUTCOME_UNKNOWN', { cause: thrown });
      return await this.call(name, args, { ...options, idempotent: false });
    }
  }

  #onClose(connection: ViewConnection): void {
    if (connection !== this.#current) return;
    this.#commands.finishAll();
    for (const { view, events } of this.#frames.values()) {
      // During an upgrade the next generation is on its way: what was held back is still wanted.
      if (!this.#frozen) events.drop();
      view.goStale();
    }
  }
}

const NOT_THERE = 'The window was opened anew while the new version was starting.';

/** Milliseconds that calls which were held back have for their answers before the window draws. */
const HEAD_START = 100;

function refuseBroken(mounted: readonly MountedView[]): void {
  const broken = mounted.find((each) => each.broken)?.broken;
  if (broken) throw new BulkheadError('E_UPGRADE_FAILED', { message: broken.message });
}
