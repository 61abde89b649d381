import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { FlightTap } from '../../addins/protocol/flight/session-tap.ts';
import type { Handlers } from '../../addins/protocol/method.ts';
import type { hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import type { RelayPort } from '../../addins/protocol/references/relay.ts';
import { Emitter } from '../base/emitter.ts';
import { type Activation, Generation, type LoadedPackage } from './generation.ts';
import { KeptState } from './kept-state.ts';
import type { Launch } from './launcher.ts';
import { startFailure } from './start-failure.ts';
import type { StateStore } from './state-store.ts';
import { handOver, type UpgradeResult, upgradeFailure, warmUp } from './upgrade.ts';
import type { WindowLink } from './window-link.ts';

export type DomainState = 'stopped' | 'starting' | 'running' | 'upgrading' | 'failed';

export interface DomainOptions {
  addinId: string;
  launch: Launch;
  window: WindowLink;
  states: StateStore;
  heapMegabytes: number;
  /** The brokers' side of the control port, bound to this add-in and generation. */
  createHandlers(generation: number, loaded: LoadedPackage): Handlers<typeof hostMethods>;
  /** Writes down what passes over the control port of a generation. */
  createTap?(generation: number): FlightTap;
  /** How objects of a generation are passed on to other add-ins. */
  createRelay?(generation: number): RelayPort;
  /** The port to a generation is open. */
  opened?(generation: Generation): void;
  /** Frees what a generation held on the host: handles, prompts, subscriptions. */
  release(generation: number): void;
  onOutput(text: string): void;
  /** Something that a person may want to know and that ends nothing. */
  onNote(text: string): void;
}

export interface DomainCrash {
  generation: Generation;
  reason: BulkheadError;
}

/** One installed add-in while it may run: at most one serving generation, and one being prepared or drained. */
export class Domain {
  readonly addinId: string;
  readonly changed = new Emitter<DomainState>();
  /** The serving generation ended without being asked to. */
  readonly crashed = new Emitter<DomainCrash>();
  readonly #options: DomainOptions;
  readonly #kept: KeptState;
  readonly #live = new Set<Generation>();
  #current: Generation | undefined;
  #starting: Promise<Generation> | undefined;
  #upgrading: Promise<UpgradeResult> | undefined;
  /** The part of an upgrade in which nothing new may reach the serving generation. */
  #handingOver: Promise<UpgradeResult> | undefined;
  #stopping: Promise<void> | undefined;
  #disposed = false;
  #nextNumber = 1;
  #state: DomainState = 'stopped';
  #problem: BulkheadError | undefined;

  constructor(options: DomainOptions) {
    this.addinId = options.addinId;
    this.#options = options;
    this.#kept = new KeptState(options);
  }

  get state(): DomainState {
    return this.#state;
  }

  /** Why it is 'failed'. */
  get problem(): BulkheadError | undefined {
    return this.#problem;
  }

  get current(): Generation | undefined {
    return this.#current;
  }

  /** Number of the youngest generation there was; 0 before the first. */
  get lastNumber(): number {
    return this.#nextNumber - 1;
  }

  /** The serving generation, if there is one, is on its way out. */
  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** True while `generation` serves and may be given new work: it is not on its way out, and nothing takes its place just now. */
  takesWork(generation: Generation): boolean {
    if (this.#current !== generation || generation.session.closed) return false;
    return !this.#stopping && !this.#handingOver;
  }

  /** Every process of this add-in, also those that come up or go down. */
  get generations(): readonly Generation[] {
    return [...this.#live];
  }

  /**
   * The serving generation; starts one when there is none. Several callers share one start, a stop under way comes
   * first. Throws E_START_FAILED, E_START_TIMEOUT, E_WALL, or E_DOMAIN_UNLOADED where it was stopped meanwhile.
   */
  async start(loaded: LoadedPackage, reason: Activation['reason'] = 'start'): Promise<Generation> {
    if (this.#starting) return await this.#starting;
    const current = await this.serving();
    if (current) return current;
    if (this.#disposed) throw new BulkheadError('E_DOMAIN_UNLOADED');
    this.#starting ??= this.#startFirst(loaded, reason).finally(() => {
      this.#starting = undefined;
    });
    return await this.#starting;
  }

  /** The serving generation once nothing is on its way to change which one that is, however that ends. */
  async serving(): Promise<Generation | undefined> {
    for (;;) {
      const change = this.#stopping ?? this.#handingOver ?? this.#starting;
      if (!change) return this.#current;
      await quietly(change);
    }
  }

  /** Gives the window a port to the serving generation. */
  attachWindow(): void {
    const current = this.#current;
    if (!current) return;
    this.#options.window.attach(current.createViewPort(), { addinId: this.addinId, number: current.number });
  }

  /**
   * Replaces the serving generation in place; undefined where none serves. Throws E_UPGRADE_FAILED and changes nothing
   * when that is not possible, E_IN_PROGRESS while another upgrade runs.
   */
  async upgradeTo(loaded: LoadedPackage, reason: Activation['reason'] = 'upgrade'): Promise<UpgradeResult | undefined> {
    const current = await this.serving();
    if (!current) return undefined;
    if (this.#upgrading) throw new BulkheadError('E_IN_PROGRESS');
    this.#upgrading = this.#upgrade({ current, loaded, reason }).finally(() => {
      this.#upgrading = undefined;
    });
    return await this.#upgrading;
  }

  /** Saves the state and ends every process. Resolves when they are gone; several callers share one stop. */
  stop(reason: string): Promise<void> {
    this.#stopping ??= this.#stopNow(reason).finally(() => {
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  /** Ends everything at once and for good: nothing of the add-in runs any more, and nothing starts again. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#current = undefined;
    await this.#killAll(this.#live);
    this.#setState('stopped');
  }

  /** Keeps what the add-in would hand to its successor, for a crash or a restart of the host. False when it did not answer. */
  async saveState(): Promise<boolean> {
    const current = this.#current;
    if (!current || this.#handingOver) return true;
    // Meanwhile a newer version may take over, with a newer state.
    return await this.#kept.save(current, () => this.#current === current && !this.#handingOver);
  }

  async #stopNow(reason: string): Promise<void> {
    // What is only coming up has nothing to save, and what goes down waits no longer.
    await this.#killAll([...this.#live].filter((generation) => generation !== this.#current));
    await Promise.all([quietly(this.#starting), quietly(this.#upgrading)]);
    const answers = await this.saveState();
    this.#current = undefined;
    const ending = [...this.#live];
    if (answers) await Promise.all(ending.map((generation) => generation.end({ reason, drain: false })));
    else await this.#killAll(ending);
    const ends = await Promise.all(ending.map((generation) => generation.whenExited));
    this.#problem = ends.find((exit) => exit.reason.code === 'E_CANNOT_UNLOAD')?.reason;
    this.#setState(this.#problem ? 'failed' : 'stopped');
  }

  async #killAll(generations: Iterable<Generation>): Promise<void> {
    await Promise.all([...generations].map((generation) => generation.kill()));
  }

  async #startFirst(loaded: LoadedPackage, reason: Activation['reason']): Promise<Generation> {
    this.#setState('starting');
    let generation: Generation | undefined;
    try {
      generation = this.#create(loaded);
      await generation.load();
      await this.#kept.restore(generation);
      await generation.activatePatiently({ reason, previousVersion: null });
    } catch (thrown) {
      await generation?.kill();
      const problem = startFailure(thrown);
      if (!this.#stopping && !this.#disposed) this.#fail(problem);
      throw problem;
    }
    generation.serve();
    this.#current = generation;
    this.#problem = undefined;
    this.#setState('running');
    return generation;
  }

  async #upgrade(request: {
    current: Generation;
    loaded: LoadedPackage;
    reason: Activation['reason'];
  }): Promise<UpgradeResult> {
    const { current, loaded, reason } = request;
    this.#setState('upgrading');
    try {
      // At most two versions are alive: the one before the running one finishes its calls first.
      await this.#endedBefore(current);
      const next = await warmUp(() => this.#create(loaded), this.#options.window);
      this.#handingOver = this.#handOver({ current, next, reason });
      const result = await this.#handingOver;
      void this.#endReplaced(current);
      return result;
    } finally {
      this.#handingOver = undefined;
      if (this.#current && !this.#stopping) this.#setState('running');
    }
  }

  async #endReplaced(old: Generation): Promise<void> {
    if (await old.end({ reason: 'replaced', drain: true })) return;
    this.#options.onNote(`Version ${old.loaded.manifest.version} was ended before all of its work was done.`);
  }

  async #endedBefore(current: Generation): Promise<void> {
    const older = [...this.#live].filter((generation) => generation !== current);
    await Promise.all(older.map((generation) => generation.whenExited));
    if (this.#current === current && !this.#stopping) return;
    throw upgradeFailure(new BulkheadError('E_DOMAIN_UNLOADED'));
  }

  async #handOver(parts: {
    current: Generation;
    next: Generation;
    reason: Activation['reason'];
  }): Promise<UpgradeResult> {
    const { window, states } = this.#options;
    const result = await handOver({
      ...parts,
      window,
      olderState: (version) => states.readable(this.addinId, version),
      flip: (next) => {
        this.#current = next;
      },
    });
    if (result.state) this.#kept.keepHandedOver(result.state, parts.reason);
    return result;
  }

  #create(loaded: LoadedPackage): Generation {
    if (this.#disposed || this.#stopping) throw new BulkheadError('E_DOMAIN_UNLOADED');
    const number = this.#nextNumber++;
    const handlers = this.#options.createHandlers(number, loaded);
    const generation = new Generation({
      number,
      loaded,
      process: this.#options.launch({
        serviceName: `bulkhead-${this.addinId}-${number}`,
        addinId: this.addinId,
        epoch: number,
        heapMegabytes: this.#options.heapMegabytes,
      }),
      handlers,
      tap: this.#options.createTap?.(number),
      relay: this.#options.createRelay?.(number),
      onOutput: this.#options.onOutput,
    });
    this.#live.add(generation);
    this.#options.opened?.(generation);
    generation.exited.on(({ expected, reason }) => this.#onExited(generation, expected, reason));
    return generation;
  }

  #onExited(generation: Generation, expected: boolean, reason: BulkheadError): void {
    this.#live.delete(generation);
    this.#options.release(generation.number);
    if (this.#current !== generation) return;
    this.#current = undefined;
    if (expected) {
      this.#setState('stopped');
      return;
    }
    this.#fail(reason);
    this.crashed.emit({ generation, reason });
  }

  #fail(problem: BulkheadError): void {
    this.#problem = problem;
    this.#setState('failed');
  }

  #setState(state: DomainState): void {
    this.#state = state;
    this.changed.emit(state);
  }
}

async function quietly(work: Promise<unknown> | undefined): Promise<void> {
  try {
    await work;
  } catch {
    // Whoever asked for it hears of it.
  }
}
