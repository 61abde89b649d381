import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { Emitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { Domain } from './domain.ts';
import type { Activation, Generation, LoadedPackage } from './generation.ts';
import { Probation } from './probation.ts';
import { Quarantine, type QuarantineRecord } from './quarantine.ts';
import { Supervisor } from './supervisor.ts';
import { upgradeFailure } from './upgrade.ts';
import { type UpgradeOutcome, upgradeOutcome } from './upgrade-outcome.ts';

/** What is installed, and the verified bytes of it. Implemented over main/packages. */
export interface InstalledAddins extends QuarantineRecord {
  get(id: string): CatalogEntry | undefined;
  /** The script exactly as its hash vouches for it. Throws E_HASH when a file was changed. */
  load(id: string, hash: string): Promise<Pick<LoadedPackage, 'manifest' | 'script' | 'contracts'>>;
  /**
   * Makes the version before `failedHash` the installed one again. Throws E_IN_PROGRESS, with nothing changed, when
   * something else is installed by now.
   */
  rollBack(id: string, failedHash: string): Promise<CatalogEntry>;
}

export interface AddinsOptions {
  installed: InstalledAddins;
  createDomain(addinId: string): Domain;
  /** Why it must not run although it is installed and switched on. Asked before every start. */
  refusal(addinId: string): BulkheadError | undefined;
  log: Log;
}

export interface AddinProblem {
  readonly state: 'revoked' | 'quarantined' | 'damaged' | 'failed';
  readonly error: BulkheadError;
}

interface Life {
  readonly domain: Domain;
  readonly supervisor: Supervisor;
  readonly probation: Probation;
  damaged: BulkheadError | undefined;
  starting: Promise<Generation> | undefined;
  /** Counts up with every stop: a start that has not begun by then does not begin any more. */
  stops: number;
}

/** Everything that lives: one domain per add-in that was ever started, its supervisor, and its upgrades. */
export class Addins {
  /** Something about this add-in changed: its state, its problem, its processes. */
  readonly changed = new Emitter<string>();
  readonly upgraded = new Emitter<UpgradeOutcome>();
  readonly #options: AddinsOptions;
  readonly #lives = new Map<string, Life>();
  readonly #quarantine: Quarantine;
  #closing = false;

  constructor(options: AddinsOptions) {
    this.#options = options;
    this.#quarantine = new Quarantine(options.installed, (text, addinId) => options.log.warn(text, addinId));
  }

  get domains(): Domain[] {
    return [...this.#lives.values()].map((life) => life.domain);
  }

  domain(addinId: string): Domain | undefined {
    return this.#lives.get(addinId)?.domain;
  }

  /** Why this add-in does not run although it is enabled; undefined when nothing is wrong. */
  problem(addinId: string): AddinProblem | undefined {
    const refusal = this.#options.refusal(addinId);
    if (refusal) return { state: 'revoked', error: refusal };
    const life = this.#lives.get(addinId);
    const quarantined = this.#quarantine.of(addinId);
    if (quarantined) return { state: 'quarantined', error: quarantined };
    if (life?.damaged) return { state: 'damaged', error: life.damaged };
    if (life?.domain.state === 'failed' && life.domain.problem) return { state: 'failed', error: life.domain.problem };
    return undefined;
  }

  /** The serving generation, started when there is none. Throws E_NOT_FOUND, E_DISABLED, E_REVOKED, E_QUARANTINED, E_HASH, E_START_*, E_WALL. */
  async start(addinId: string, reason: Activation['reason'] = 'start'): Promise<Generation> {
    this.#usable(addinId);
    const quarantined = this.#quarantine.of(addinId);
    if (quarantined) throw quarantined;
    const life = this.#life(addinId);
    const serving = life.starting ? undefined : await life.domain.serving();
    if (serving) return serving;
    life.starting ??= this.#begin(life, reason).finally(() => {
      life.starting = undefined;
    });
    return await life.starting;
  }

  /**
   * Runs `use` with the serving generation, in a moment in which it takes new work: `use` must give it in that very turn.
   * Starts one where none serves, lets a swap or a planned restart come first. Throws what {@link start} throws.
   */
  async whenServing<Value>(addinId: string, use: (generation: Generation) => Promise<Value>): Promise<Value> {
    for (;;) {
      await this.#lives.get(addinId)?.supervisor.restarting;
      const generation = await this.start(addinId);
      if (this.#lives.get(addinId)?.domain.takesWork(generation)) return await use(generation);
      // A port may be seen to close before its process is seen to end.
      if (generation.session.closed) await generation.whenExited;
    }
  }

  /** A person asked for it: the past is forgotten. */
  async restart(addinId: string): Promise<void> {
    this.#usable(addinId);
    const life = this.#life(addinId);
    await this.stop(addinId, 'restart');
    await this.start(addinId, 'restart');
    life.domain.attachWindow();
  }

  /** A person asked for it: a quarantine ends as well. */
  async stop(addinId: string, reason: string): Promise<void> {
    this.#quarantine.release(addinId);
    const life = this.#lives.get(addinId);
    if (!life) return;
    life.stops++;
    life.supervisor.forgive();
    life.probation.end();
    await life.domain.stop(reason);
  }

  /**
   * Another version is ready, but not yet in the catalog: replaces the running one in place, or does nothing
   * when none runs. Throws E_UPGRADE_FAILED; then the old version serves on and the catalog must stay as it is.
   */
  async replace(entry: CatalogEntry, reason: 'upgrade' | 'rollback'): Promise<void> {
    const life = this.#lives.get(entry.id);
    if (!life) return;
    life.supervisor.forgive();
    await this.#upgrade(entry, life, reason);
  }

  /**
   * What lives follows the row that is in the catalog now: what was started from another row at the last moment is
   * replaced. `revive` gives an add-in that had failed another chance. Never rejects: the add-in's state tells.
   */
  async follow(addinId: string, { revive }: { revive: boolean }): Promise<void> {
    const life = this.#lives.get(addinId);
    const entry = this.#options.installed.get(addinId);
    const inTrouble = this.problem(addinId) !== undefined;
    if (revive) this.#quarantine.release(addinId);
    if (!entry?.enabled) return;
    try {
      const serving = await life?.domain.serving();
      if (life && serving && serving.loaded.hash !== entry.hash) await this.#upgrade(entry, life, 'upgrade');
      if (serving || !revive || !inTrouble) return;
      await this.start(addinId, 'upgrade');
      this.domain(addinId)?.attachWindow();
    } catch (thrown) {
      this.#options.log.warn(`It did not start: ${toBulkheadError(thrown).message}`, addinId);
    }
  }

  /** Ends it at once and for good. Nothing of it starts again before somebody asks anew. */
  async remove(addinId: string): Promise<void> {
    this.#quarantine.forget(addinId);
    const life = this.#lives.get(addinId);
    if (!life) return;
    life.stops++;
    life.supervisor.dispose();
    life.probation.end();
    this.#lives.delete(addinId);
    await life.domain.dispose();
  }

  /** Saves every state and ends every process, within `limit` milliseconds and what killing takes. Nothing starts any more. */
  async shutDown(limit: number): Promise<void> {
    this.#closing = true;
    for (const life of this.#lives.values()) {
      life.stops++;
      life.supervisor.dispose();
      life.probation.end();
    }
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const cancel = nodeClock.after(limit, resolve);
    const stops = this.domains.map((domain) => domain.stop('the application closes'));
    await Promise.race([Promise.allSettled(stops), late]);
    cancel();
    await Promise.all(this.domains.map((domain) => domain.dispose()));
  }

  /** Loads what is installed now and starts it, unless that changed while it was read. */
  async #begin(life: Life, reason: Activation['reason']): Promise<Generation> {
    const { addinId } = life.domain;
    const { stops } = life;
    for (;;) {
      const entry = this.#usable(addinId);
      const loaded = await this.#load(entry, life);
      if (life.stops !== stops) throw new BulkheadError('E_DOMAIN_UNLOADED');
      if (this.#usable(addinId).hash === entry.hash) return await life.domain.start(loaded, reason);
    }
  }

  async #upgrade(entry: CatalogEntry, life: Life, reason: 'upgrade' | 'rollback'): Promise<void> {
    const from = (await life.domain.serving())?.loaded.manifest.version;
    if (from === undefined) return;
    const report = { ...upgradeOutcome(entry, from), reason };
    try {
      const refusal = this.#options.refusal(entry.id);
      if (refusal) throw refusal;
      const loaded = await this.#read(entry);
      const result = await life.domain.upgradeTo(loaded, reason);
      if (!result) return;
      if (reason === 'upgrade') life.probation.begin(entry.hash);
      else life.probation.end();
      this.upgraded.emit({ ...report, blackoutMs: result.blackoutMs, framesKept: result.framesKept });
    } catch (thrown) {
      const problem = upgradeFailure(thrown);
      this.#options.log.warn(`upgrade to ${entry.manifest.version} failed: ${problem.message}`, entry.id);
      this.upgraded.emit({ ...report, ok: false, problem });
      throw problem;
    }
  }

  /** Within probation the version before comes back; else the same one starts again. */
  async #restartAfterCrash(addinId: string): Promise<void> {
    const life = this.#life(addinId);
    // Somebody was faster and started it already.
    if (await life.domain.serving()) return;
    const installed = this.#usable(addinId);
    const problem = life.domain.problem ?? null;
    const goBack = life.probation.covers(installed.hash) && installed.previous !== null;
    life.probation.end();
    const entry = goBack ? await this.#rollBack(installed) : undefined;
    try {
      await this.start(addinId, entry ? 'rollback' : 'restart');
      life.domain.attachWindow();
    } finally {
      // The new version crashed soon after it took over: the person hears what came back, and why.
      if (entry)
        this.upgraded.emit({
          ...upgradeOutcome(entry, installed.manifest.version),
          problem,
          reason: 'rollback',
          automatic: true,
        });
    }
  }

  /** Undefined when something else was installed in the meantime: that gets its chance then. */
  async #rollBack(failed: CatalogEntry): Promise<CatalogEntry | undefined> {
    try {
      return await this.#options.installed.rollBack(failed.id, failed.hash);
    } catch (thrown) {
      this.#options.log.warn(`The version before could not be put back: ${toBulkheadError(thrown).message}`, failed.id);
      return undefined;
    }
  }

  #usable(addinId: string): CatalogEntry {
    if (this.#closing) throw new BulkheadError('E_DOMAIN_UNLOADED', { message: 'Bulkhead is closing.' });
    const entry = this.#options.installed.get(addinId);
    if (!entry) throw new BulkheadError('E_NOT_FOUND');
    if (!entry.enabled) throw new BulkheadError('E_DISABLED');
    const refusal = this.#options.refusal(addinId);
    if (refusal) throw refusal;
    return entry;
  }

  async #read(entry: CatalogEntry): Promise<LoadedPackage> {
    const loaded = await this.#options.installed.load(entry.id, entry.hash);
    return { addinId: entry.id, hash: entry.hash, ...loaded };
  }

  async #load(entry: CatalogEntry, life: Life): Promise<LoadedPackage> {
    try {
      const loaded = await this.#read(entry);
      life.damaged = undefined;
      return loaded;
    } catch (thrown) {
      life.damaged = toBulkheadError(thrown, 'E_HASH');
      this.changed.emit(entry.id);
      throw life.damaged;
    }
  }

  #life(addinId: string): Life {
    const known = this.#lives.get(addinId);
    if (known) return known;
    const domain = this.#options.createDomain(addinId);
    const life: Life = {
      domain,
      supervisor: this.#supervise(domain),
      probation: new Probation(),
      damaged: undefined,
      starting: undefined,
      stops: 0,
    };
    this.#lives.set(addinId, life);
    domain.changed.on(() => this.changed.emit(addinId));
    return life;
  }

  #supervise(domain: Domain): Supervisor {
    const { addinId } = domain;
    const { log } = this.#options;
    return new Supervisor({
      domain,
      restart: () => this.#restartAfterCrash(addinId),
      onRestartPlanned: (delay, reason) =>
        log.warn(`${reason.message} It starts again in ${delay / 1_000} s.`, addinId),
      onQuarantine: (reason) => {
        log.error(this.#quarantine.put(addinId, reason).message, addinId);
        this.changed.emit(addinId);
      },
    });
  }
}
