import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import { Emitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { Domain } from './domain.ts';
import type { Activation, Generation, LoadedPackage } from './generation.ts';
import { Supervisor } from './supervisor.ts';

/** One row of the catalog, as far as running it goes. */
export interface InstalledAddin {
  id: string;
  manifest: Manifest;
  hash: string;
  previousHash: string | null;
  enabled: boolean;
}

/** What is installed, and the verified bytes of it. Implemented over main/packages. */
export interface InstalledAddins {
  get(id: string): InstalledAddin | undefined;
  /** The script exactly as its hash vouches for it. Throws E_HASH when a file was changed. */
  load(id: string, hash: string): Promise<{ manifest: Manifest; script: string }>;
  /** Makes the previous version the installed one again. */
  revert(id: string): void;
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
    return life.domain.start(await this.#load(entry, entry.hash, life), reason);
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

  /** The catalog holds another version now: replaces the running one in place, or does nothing when none runs. */
  async installedChanged(addinId: string): Promise<void> {
    const entry = this.#options.installed.get(addinId);
    const life = this.#lives.get(addinId);
    if (!entry || !life) return;
    life.quarantined = undefined;
    life.damaged = undefined;
    life.supervisor.forgive();
    if (life.domain.state !== 'stopped' && life.domain.state !== 'failed') await this.#upgrade(entry, life);
    this.changed.emit(addinId);
  }

  /** Goes back to the version before; the running one is replaced in place. Throws E_NOT_FOUND when there is none. */
  async rollBack(addinId: string, automatic = false): Promise<void> {
    const entry = this.#usable(addinId);
    if (!entry.previousHash) throw new BulkheadError('E_NOT_FOUND', { message: 'There is no version to go back to.' });
    this.#options.installed.revert(addinId);
    const life = this.#lives.get(addinId);
    if (!life || life.domain.state === 'stopped') return;
    const reverted = this.#usable(addinId);
    if (life.domain.current) await this.#upgrade(reverted, life, 'rollback');
    else await this.#startReverted({ entry, reverted, life, automatic });
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

  async #upgrade(entry: InstalledAddin, life: Life, reason: 'upgrade' | 'rollback' = 'upgrade'): Promise<void> {
    const from = life.domain.current?.loaded.version ?? entry.manifest.version;
    const outcome = { addinId: entry.id, displayName: entry.manifest.displayName, fromVersion: from, automatic: false };
    const report = { ...outcome, toVersion: entry.manifest.version, blackoutMs: 0, framesKept: 0 };
    try {
      const loaded = await this.#load(entry, entry.hash, life);
      const result = await life.domain.upgradeTo(loaded, reason);
      if (!result) return;
      this.#beginProbation(entry, life, reason);
      const { blackoutMs, framesKept } = result;
      this.upgraded.emit({ ...report, ok: true, blackoutMs, framesKept, problem: null });
    } catch (thrown) {
      const problem = toBulkheadError(thrown, 'E_UPGRADE_FAILED');
      this.#options.log.warn(`upgrade to ${entry.manifest.version} failed: ${problem.message}`, entry.id);
      // The old version serves on; what is installed must say the same.
      if (entry.previousHash) this.#options.installed.revert(entry.id);
      this.upgraded.emit({ ...report, ok: false, problem });
    }
  }

  async #startReverted(parts: {
    entry: InstalledAddin;
    reverted: InstalledAddin;
    life: Life;
    automatic: boolean;
  }): Promise<void> {
    const { entry, reverted, life, automatic } = parts;
    const problem = life.domain.problem ?? null;
    await life.domain.start(await this.#load(reverted, reverted.hash, life), 'rollback');
    life.domain.attachWindow();
    this.upgraded.emit({
      addinId: entry.id,
      displayName: reverted.manifest.displayName,
      fromVersion: entry.manifest.version,
      toVersion: reverted.manifest.version,
      ok: true,
      blackoutMs: 0,
      framesKept: 0,
      problem,
      automatic,
    });
  }

  #beginProbation(entry: InstalledAddin, life: Life, reason: 'upgrade' | 'rollback'): void {
    life.endProbation?.();
    if (reason === 'rollback' || !entry.previousHash) return;
    const forget = nodeClock.after(PROBATION, () => life.endProbation?.());
    life.endProbation = () => {
      forget();
      life.endProbation = undefined;
    };
  }

  #usable(addinId: string): InstalledAddin {
    const entry = this.#options.installed.get(addinId);
    if (!entry) throw new BulkheadError('E_NOT_FOUND');
    if (!entry.enabled) throw new BulkheadError('E_DISABLED');
    return entry;
  }

  async #load(entry: InstalledAddin, hash: string, life: Life): Promise<LoadedPackage> {
    try {
      const { manifest, script } = await this.#options.installed.load(entry.id, hash);
      life.damaged = undefined;
      const { name, version, state } = manifest;
      return {
        addinId: entry.id,
        name,
        version,
        hash,
        script,
        stateVersion: state.version,
        stateRequired: state.required,
      };
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
    if (life.endProbation) {
      life.endProbation();
      await this.rollBack(addinId, true);
      return;
    }
    await this.start(addinId, 'restart');
    life.domain.attachWindow();
  }
}
