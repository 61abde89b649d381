import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import { Emitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { Domain } from './domain.ts';
import type { Activation, Generation, LoadedPackage } from './generation.ts';
import { Supervisor } from './supervisor.ts';

/** What is installed, and the verified bytes of it. Implemented over main/packages. */
export interface InstalledAddins {
  get(id: string): CatalogEntry | undefined;
  /** The script exactly as its hash vouches for it. Throws E_HASH when a file was changed. */
  load(id: string, hash: string): Promise<{ manifest: Manifest; script: string }>;
  /** Makes the previous version the installed one again. */
  rollBack(id: string): Promise<CatalogEntry>;
}

export interface AddinsOptions {
  installed: InstalledAddins;
  createDomain(addinId: string): Domain;
  log: Log;
}

export interface UpgradeOutcome {
  addinId: string;
  displayName: string;
  fromVersion: string;
  toVersion: string;
  ok: boolean;
  blackoutMs: number;
  framesKept: number;
  problem: BulkheadError | null;
  /** True when the host rolled back by itself. */
  automatic: boolean;
}

/** Milliseconds in which a crash of a new version brings the old one back by itself. */
const PROBATION = 60_000;

interface Life {
  domain: Domain;
  supervisor: Supervisor;
  quarantined: BulkheadError | undefined;
  damaged: BulkheadError | undefined;
  endProbation: (() => void) | undefined;
}

/** Everything that lives: one domain per add-in that was ever started, its supervisor, and its upgrades. */
export class Addins {
  /** Something about this add-in changed: its state, its problem, its processes. */
  readonly changed = new Emitter<string>();
  readonly upgraded = new Emitter<UpgradeOutcome>();
  readonly #options: AddinsOptions;
  readonly #lives = new Map<string, Life>();

  constructor(options: AddinsOptions) {
    this.#options = options;
  }

  get domains(): Domain[] {
    return [...this.#lives.values()].map((life) => life.domain);
  }

  domain(addinId: string): Domain | undefined {
    return this.#lives.get(addinId)?.domain;
  }

  /** Why this add-in does not run although it is enabled; undefined when nothing is wrong. */
  problem(addinId: string): { state: 'quarantined' | 'damaged' | 'failed'; error: BulkheadError } | undefined {
    const life = this.#lives.get(addinId);
    if (life?.quarantined) return { state: 'quarantined', error: life.quarantined };
    if (life?.damaged) return { state: 'damaged', error: life.damaged };
    if (life?.domain.state === 'failed' && life.domain.problem) return { state: 'failed', error: life.domain.problem };
    return undefined;
  }

  /** The serving generation, started when there is none. Throws E_NOT_FOUND, E_DISABLED, E_HASH, E_START_*, E_WALL. */
  async start(addinId: string, reason: Activation['reason'] = 'start'): Promise<Generation> {
    const entry = this.#usable(addinId);
    const life = this.#life(addinId);
    if (life.quarantined) throw new BulkheadError('E_DISABLED', { message: life.quarantined.message });
    return life.domain.start(await this.#load(entry, life), reason);
  }

  /** A person asked for it: the past is forgotten. */
  async restart(addinId: string): Promise<void> {
    const life = this.#life(addinId);
    life.quarantined = undefined;
    life.supervisor.forgive();
    await life.domain.stop('restart');
    await this.start(addinId, 'restart');
    life.domain.attachWindow();
  }

  async stop(addinId: string, reason: string): Promise<void> {
    const life = this.#lives.get(addinId);
    life?.supervisor.forgive();
    await life?.domain.stop(reason);
  }

  /**
   * Another version is ready, but not yet in the catalog: replaces the running one in place, or does nothing
   * when none runs. Throws E_UPGRADE_FAILED; then the old version serves on and the catalog must stay as it is.
   */
  async replace(entry: CatalogEntry, reason: 'upgrade' | 'rollback'): Promise<void> {
    const life = this.#lives.get(entry.id);
    if (!life) return;
    life.quarantined = undefined;
    life.damaged = undefined;
    life.supervisor.forgive();
    await this.#upgrade(entry, life, reason);
  }

  async remove(addinId: string): Promise<void> {
    const life = this.#lives.get(addinId);
    if (!life) return;
    life.supervisor.dispose();
    life.endProbation?.();
    this.#lives.delete(addinId);
    await life.domain.kill();
  }

  /** Saves every state and ends every process, within `limit` milliseconds. */
  async shutDown(limit: number): Promise<void> {
    for (const life of this.#lives.values()) life.supervisor.dispose();
    const stops = this.domains.map((domain) => domain.stop('the application closes'));
    await Promise.race([
      Promise.allSettled(stops),
      new Promise((resolve) => nodeClock.after(limit, () => resolve(null))),
    ]);
    await Promise.all(this.domains.map((domain) => domain.kill()));
  }

  async #upgrade(entry: CatalogEntry, life: Life, reason: 'upgrade' | 'rollback'): Promise<void> {
    const from = (await life.domain.settled())?.loaded.manifest.version;
    if (from === undefined) return;
    const loaded = await this.#load(entry, life);
    const report = outcome(entry, from);
    try {
      const result = await life.domain.upgradeTo(loaded, reason);
      if (!result) return;
      this.#beginProbation(life, reason);
      this.upgraded.emit({ ...report, blackoutMs: result.blackoutMs, framesKept: result.framesKept });
    } catch (thrown) {
      const problem = toBulkheadError(thrown, 'E_UPGRADE_FAILED');
      this.#options.log.warn(`upgrade to ${entry.manifest.version} failed: ${problem.message}`, entry.id);
      this.upgraded.emit({ ...report, ok: false, problem });
      throw problem;
    }
  }

  /** The new version crashed soon after it took over: the one before comes back, and the person hears why. */
  async #rollBackAfterCrash(life: Life): Promise<void> {
    const { addinId } = life.domain;
    const failed = this.#usable(addinId);
    const problem = life.domain.problem ?? null;
    const entry = await this.#options.installed.rollBack(addinId);
    await life.domain.start(await this.#load(entry, life), 'rollback');
    life.domain.attachWindow();
    this.upgraded.emit({ ...outcome(entry, failed.manifest.version), problem, automatic: true });
  }

  #beginProbation(life: Life, reason: 'upgrade' | 'rollback'): void {
    life.endProbation?.();
    if (reason === 'rollback') return;
    const forget = nodeClock.after(PROBATION, () => life.endProbation?.());
    life.endProbation = () => {
      forget();
      life.endProbation = undefined;
    };
  }

  #usable(addinId: string): CatalogEntry {
    const entry = this.#options.installed.get(addinId);
    if (!entry) throw new BulkheadError('E_NOT_FOUND');
    if (!entry.enabled) throw new BulkheadError('E_DISABLED');
    return entry;
  }

  async #load(entry: CatalogEntry, life: Life): Promise<LoadedPackage> {
    try {
      const { manifest, script } = await this.#options.installed.load(entry.id, entry.hash);
      life.damaged = undefined;
      return { addinId: entry.id, hash: entry.hash, manifest, script };
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
      quarantined: undefined,
      damaged: undefined,
      endProbation: undefined,
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
      onRestartPlanned: (delay, reason) => log.warn(`${reason.message} It starts again in ${delay} ms.`, addinId),
      onQuarantine: (reason) => {
        const life = this.#life(addinId);
        life.quarantined = new BulkheadError('E_DISABLED', {
          message: `It stopped unexpectedly too often. The last time: ${reason.message}`,
        });
        log.error(life.quarantined.message, addinId);
        this.changed.emit(addinId);
      },
    });
  }

  /** Within probation the version before comes back; else the same one starts again. */
  async #restartAfterCrash(addinId: string): Promise<void> {
    const life = this.#life(addinId);
    if (life.endProbation && this.#usable(addinId).previous) {
      life.endProbation();
      await this.#rollBackAfterCrash(life);
      return;
    }
    await this.start(addinId, 'restart');
    life.domain.attachWindow();
  }
}

function outcome(entry: CatalogEntry, fromVersion: string): UpgradeOutcome {
  return {
    addinId: entry.id,
    displayName: entry.manifest.displayName,
    fromVersion,
    toVersion: entry.manifest.version,
    ok: true,
    blackoutMs: 0,
    framesKept: 0,
    problem: null,
    automatic: false,
  };
}
