import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { FrameLayout, FrameRecord } from '../../preload/bridge.ts';
import type { Addins } from '../domains/addins.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { FrameRegistry } from './frame-registry.ts';
import type { WindowFrames } from './window-frames.ts';

export interface FramesDeskOptions {
  frames: FrameRegistry;
  windowFrames: WindowFrames;
  addins: Addins;
  findEntry(addinId: string): CatalogEntry | undefined;
  /** The person did something that this add-in may react to. */
  acted(addinId: string): void;
}

/** Frames as the window asks for them, and as an add-in asks for them. */
export class FramesDesk {
  readonly #options: FramesDeskOptions;

  constructor(options: FramesDeskOptions) {
    this.#options = options;
  }

  /** Throws E_NOT_FOUND for a view that the manifest does not declare. */
  open(addinId: string, request: { view: string; title?: string | undefined; params?: unknown }): FrameRecord {
    const manifest = this.#options.findEntry(addinId)?.manifest;
    const view = manifest?.views.find((candidate) => candidate.id === request.view);
    if (!manifest || !view) throw new BulkheadError('E_NOT_FOUND', { message: `There is no view "${request.view}".` });
    return this.#options.frames.open({
      addinId,
      view: view.id,
      title: request.title ?? view.title,
      params: request.params ?? null,
      multiple: view.multiple,
    });
  }

  /**
   * A person opens a view. The window starts what does not run; it cannot know of an add-in that is just stopping,
   * which therefore comes back from here.
   */
  openForPerson(addinId: string, view: string): void {
    this.open(addinId, { view });
    const domain = this.#options.addins.domain(addinId);
    if (!domain || (domain.current && !domain.stopping) || domain.state === 'starting') return;
    // A failure is the domain's problem, and shown as such.
    this.connect(addinId).catch(() => undefined);
  }

  /** Size that the manifest wishes for a new frame of this view. */
  preferredSize(frame: FrameRecord): { width: number; height: number } {
    const views = this.#options.findEntry(frame.addinId)?.manifest.views ?? [];
    const view = views.find((candidate) => candidate.id === frame.view);
    return { width: view?.width ?? 560, height: view?.height ?? 420 };
  }

  async runCommand(addinId: string, commandId: string): Promise<void> {
    const command = this.#options.findEntry(addinId)?.manifest.commands.find(({ id }) => id === commandId);
    if (!command) throw new BulkheadError('E_NOT_FOUND', { message: `There is no command "${commandId}".` });
    const generation = await this.#options.addins.start(addinId);
    if (command.view) this.open(addinId, { view: command.view });
    // Only now: a start may take longer than the moment in which it may ask because of this.
    this.#options.acted(addinId);
    await generation.session.call('command.run', [commandId]);
  }

  /** Starts the domain if need be and gives the window its port. */
  async connect(addinId: string): Promise<void> {
    await this.#options.addins.start(addinId);
    this.#options.addins.domain(addinId)?.attachWindow();
  }

  place(layouts: readonly FrameLayout[]): void {
    this.#options.frames.place(layouts);
  }

  close(frameId: string): void {
    this.#options.frames.close(frameId);
  }

  /** The window broke off with a generation that broke the contract: it is ended, the supervisor decides the rest. */
  viewViolation(addinId: string, number: number, message: string): void {
    const generations = this.#options.addins.domain(addinId)?.generations ?? [];
    generations.find((generation) => generation.number === number)?.condemn(`its window sent wrong data: ${message}`);
  }
}
