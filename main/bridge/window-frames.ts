import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { HostEvent, ViewPortLabel } from '../../preload/bridge.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { Candidate, WindowLink } from '../domains/window-link.ts';
import type { FrameRegistry } from './frame-registry.ts';
import { refuseMissingViews } from './missing-views.ts';

/** Milliseconds the window has to stop sending to the old generation. */
const FREEZE_LIMIT = 1_000;
/** Milliseconds the new generation has for the first picture of every frame. */
const PAINT_LIMIT = 3_000;
/** Milliseconds the window has to say where its frames are when the application closes. */
const FAREWELL_LIMIT = 500;
const FAREWELL = 'farewell';

export interface WindowFramesOptions {
  frames: FrameRegistry;
  send(event: HostEvent): void;
  sendViewPort(port: unknown, label: ViewPortLabel): void;
}

interface Waiting {
  resolve(): void;
  reject(error: BulkheadError): void;
}

/** The window's part in the life of a domain: who gets which port, and the two waits of an upgrade. */
export class WindowFrames implements WindowLink {
  readonly #options: WindowFramesOptions;
  readonly #attached = new Set<string>();
  /** The candidate of an add-in to which the page has a port. */
  readonly #introduced = new Map<string, number>();
  /** Which generation may hear nothing new at the moment. */
  readonly #frozen = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: WindowFramesOptions) {
    this.#options = options;
  }

  /** The page is gone (closed, or loaded anew): it holds no ports any more, and nobody waits for it. */
  forgetPage(): void {
    this.#attached.clear();
    this.#introduced.clear();
    for (const { resolve } of this.#waiting.values()) resolve();
    this.#waiting.clear();
  }

  /** The add-in's process is gone: the window has no port to it. */
  forgetDomain(addinId: string): void {
    this.#attached.delete(addinId);
  }

  attach(port: unknown, { addinId, number }: { addinId: string; number: number }): void {
    this.#attached.add(addinId);
    this.#options.sendViewPort(port, { addinId, generation: number, role: 'current' });
    // A page that came in the middle of an upgrade was not there when it was told.
    if (this.#frozen.get(addinId) === number) {
      this.#options.send({ type: 'upgrade-freeze', addinId, generation: number });
    }
  }

  async freeze(addinId: string, number: number): Promise<void> {
    this.#frozen.set(addinId, number);
    if (!this.#attached.has(addinId)) return;
    const words = 'The running version did not come to rest in time.';
    const frozen = this.#wait(`freeze ${addinId} ${number}`, { limit: FREEZE_LIMIT, words });
    this.#options.send({ type: 'upgrade-freeze', addinId, generation: number });
    await frozen;
  }

  introduce({ addinId, number, views, createPort }: Candidate): void {
    if (!this.#attached.has(addinId)) return;
    refuseMissingViews(this.#options.frames.of(addinId), views);
    if (this.#introduced.get(addinId) === number) return;
    this.#introduced.set(addinId, number);
    this.#options.sendViewPort(createPort(), { addinId, generation: number, role: 'candidate' });
  }

  async draw(candidate: Candidate): Promise<void> {
    const { addinId, number } = candidate;
    if (!this.#attached.has(addinId)) return;
    // Frames may have been opened, or the page loaded anew, since it was introduced.
    this.introduce(candidate);
    const words = 'The new version did not draw its frames in time.';
    const painted = this.#wait(`paint ${addinId} ${number}`, { limit: PAINT_LIMIT, words });
    this.#options.send({ type: 'upgrade-draw', addinId, generation: number });
    await painted;
  }

  commit(addinId: string, number: number): void {
    this.#endUpgrade(addinId);
    this.#options.send({ type: 'upgrade-commit', addinId, generation: number });
  }

  abandon(addinId: string, number: number): void {
    this.#endUpgrade(addinId);
    this.#options.send({ type: 'upgrade-abandon', addinId, generation: number });
  }

  frameCount(addinId: string): number {
    return this.#options.frames.of(addinId).length;
  }

  /** The application closes: resolves when the window has said where its frames are, or after a moment. */
  async farewell(): Promise<void> {
    const answered = this.#wait(FAREWELL, { limit: FAREWELL_LIMIT, words: 'The window did not answer.' });
    this.#options.send({ type: 'closing' });
    await answered.catch(() => undefined);
  }

  /** The window has sent its layout. */
  placed(): void {
    this.#settle(FAREWELL, null);
  }

  /** The window answers {@link freeze}. */
  frozen(addinId: string, number: number): void {
    this.#settle(`freeze ${addinId} ${number}`, null);
  }

  /** The window answers {@link draw}. */
  painted(addinId: string, number: number, problem: string | null): void {
    this.#settle(`paint ${addinId} ${number}`, problem);
  }

  #endUpgrade(addinId: string): void {
    this.#frozen.delete(addinId);
    this.#introduced.delete(addinId);
  }

  #wait(key: string, { limit, words }: { limit: number; words: string }): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const cancel = nodeClock.after(limit, () => {
        this.#waiting.delete(key);
        reject(new BulkheadError('E_UPGRADE_FAILED', { message: words }));
      });
      this.#waiting.set(key, {
        resolve: () => {
          cancel();
          resolve();
        },
        reject: (error) => {
          cancel();
          reject(error);
        },
      });
    });
  }

  #settle(key: string, problem: string | null): void {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (problem === null) waiting?.resolve();
    else waiting?.reject(new BulkheadError('E_UPGRADE_FAILED', { message: problem }));
  }
}
