import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Handlers } from '../../addins/protocol/method.ts';
import type { SavedState } from '../../addins/protocol/methods/domain-methods.ts';
import type { hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import { Emitter } from '../base/emitter.ts';
import { type Activation, Generation, type LoadedPackage } from './generation.ts';
import type { Launch } from './launcher.ts';
import type { StateStore } from './state-store.ts';
import { type UpgradeResult, upgrade } from './upgrade.ts';
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
  /** Frees what a generation held on the host: handles, prompts, subscriptions. */
  release(generation: number): void;
  onOutput(text: string): void;
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
  readonly #live = new Set<Generation>();
  #current: Generation | undefined;
  #starting: Promise<Generation> | undefined;
  #upgrading: Promise<UpgradeResult> | undefined;
  #nextNumber = 1;
  #state: DomainState = 'stopped';
  #problem: BulkheadError | undefined;

  constructor(options: DomainOptions) {
    this.addinId = options.addinId;
    this.#options = options;
  }

  get state(): DomainState {
    return this.#state;
  }

  /** Why it is 'failed', or why the last upgrade did not happen. */
  get problem(): BulkheadError | undefined {
    return this.#problem;
  }

  get current(): Generation | undefined {
    return this.#current;
  }

  /** Every process of this add-in, also those that come up or go down. */
  get generations(): readonly Generation[] {
    return [...this.#live];
  }

  /** The serving generation; starts one when there is none. Several callers share one start. */
  start(loaded: LoadedPackage, reason: Activation['reason'] = 'start'): Promise<Generation> {
    if (this.#current) return Promise.resolve(this.#current);
    this.#starting ??= this.#startFirst(loaded, reason).finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** The serving generation once a start under way is over, however it ends. */
  async settled(): Promise<Generation | undefined> {
    await this.#starting?.catch(() => undefined);
    return this.#current;
  }

  /** Gives the window a port to the serving generation. */
  attachWindow(): void {
    const current = this.#current;
    if (!current) return;
    this.#options.window.attach(current.createViewPort(), { addinId: this.addinId, number: current.number });
  }

  /** Replaces the serving generation in place. Throws E_UPGRADE_FAILED and changes nothing when that is not possible. */
  async upgradeTo(loaded: LoadedPackage, reason: Activation['reason'] = 'upgrade'): Promise<UpgradeResult | undefined> {
    const current = await this.settled();
    if (!current) return undefined;
    if (this.#upgrading) throw new BulkheadError('E_IN_PROGRESS');
    this.#setState('upgrading');
    this.#upgrading = upgrade({
      current,
      createNext: () => this.#create(loaded),
      reason,
      window: this.#options.window,
      flip: (next) => {
        this.#current = next;
      },
      keepState: (state) => this.#options.states.put(this.addinId, state),
    });
    try {
      const result = await this.#upgrading;
      void current.end({ reason: 'replaced', drain: true });
      return result;
    } finally {
      this.#upgrading = undefined;
      this.#setState(this.#current ? 'running' : this.#state);
    }
  }

  /** Saves the state and ends every process. Resolves when they are gone. */
  async stop(reason: string): Promise<void> {
    await this.settled();
    await this.#upgrading?.catch(() => undefined);
    await this.saveState();
    this.#current = undefined;
    await Promise.all([...this.#live].map((generation) => generation.end({ reason, drain: false })));
    this.#setState('stopped');
  }

  /** Ends everything at once; nothing of the add-in runs any more. */
  async kill(): Promise<void> {
    this.#current = undefined;
    await Promise.all([...this.#live].map((generation) => generation.kill()));
    this.#setState('stopped');
  }

  /** Keeps what the add-in would hand to its successor, for a crash or a restart of the host. */
  async saveState(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    try {
      const state = await current.saveState();
      if (state) this.#options.states.put(this.addinId, state);
    } catch {
      // The state kept before stays; a domain that cannot answer is dealt with elsewhere.
    }
  }

  async #startFirst(loaded: LoadedPackage, reason: Activation['reason']): Promise<Generation> {
    this.#setState('starting');
    const generation = this.#create(loaded);
    try {
      await generation.load();
      const state = this.#options.states.get(this.addinId);
      if (state) await this.#restore(generation, state);
      await generation.activate({ reason, previousVersion: null });
    } catch (thrown) {
      await generation.kill();
      this.#problem = startFailure(thrown);
      this.#setState('failed');
      throw this.#problem;
    }
    generation.serve();
    this.#current = generation;
    this.#problem = undefined;
    this.#setState('running');
    return generation;
  }

  /** A state that its own version cannot read is set aside, not lost: the add-in starts fresh. */
  async #restore(generation: Generation, state: SavedState): Promise<void> {
    try {
      await generation.restoreState(state);
    } catch (thrown) {
      if (generation.state !== 'warming') throw thrown;
      this.#options.states.setAside(this.addinId);
    }
  }

  #create(loaded: LoadedPackage): Generation {
    const number = this.#nextNumber++;
    const generation = new Generation({
      number,
      loaded,
      process: this.#options.launch({
        serviceName: `bulkhead-${this.addinId}-${number}`,
        addinId: this.addinId,
        epoch: number,
        heapMegabytes: this.#options.heapMegabytes,
      }),
      handlers: this.#options.createHandlers(number, loaded),
      onOutput: this.#options.onOutput,
    });
    this.#live.add(generation);
    generation.exited.on(({ expected, reason }) => this.#onExited(generation, expected, reason));
    return generation;
  }

  #onExited(generation: Generation, expected: boolean, reason: BulkheadError): void {
    this.#live.delete(generation);
    this.#options.release(generation.number);
    if (this.#current !== generation) return;
    this.#current = undefined;
    this.#problem = reason;
    this.#setState(expected ? 'stopped' : 'failed');
    if (!expected) this.crashed.emit({ generation, reason });
  }

  #setState(state: DomainState): void {
    this.#state = state;
    this.changed.emit(state);
  }
}

function startFailure(thrown: unknown): BulkheadError {
  const error = toBulkheadError(thrown, 'E_START_FAILED');
  if (error.code === 'E_CALL_TIMEOUT') return new BulkheadError('E_START_TIMEOUT', { cause: error });
  if (error.code === 'E_ADDIN' || error.code === 'E_CRASHED') {
    return new BulkheadError('E_START_FAILED', { message: error.message, cause: error });
  }
  return error;
}
