import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Catalog } from './catalog.ts';
import type { CatalogEntry, InstallSource } from './catalog-entry.ts';
import { type GatedPackage, type GateOptions, openPackage } from './gate.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { findLookalike } from './lookalike.ts';
import type { PackageSource } from './package-files.ts';
import type { ShadowCopy, ShadowStore } from './shadow-store.ts';
import { sourceName } from './source-reader.ts';
import { type Stage, Staging } from './staging.ts';
import { checkUpdate } from './update-rules.ts';

export interface InstallProgress {
  step: 'copying' | 'starting' | 'finishing' | 'done';
  /** Part of the whole, 0 to 1. */
  fraction: number;
}

/** An installation that is complete but for its row in the catalog. */
export interface InstallCandidate {
  readonly entry: CatalogEntry;
  readonly copy: ShadowCopy;
  /** The entry whose place it takes. */
  readonly replaces: CatalogEntry | undefined;
}

export interface InstallOptions {
  onProgress?: (progress: InstallProgress) => void;
  /**
   * Runs between the shadow copy and the catalog: here an upgrade starts its new generation. When it throws,
   * the catalog stays as it was and the error comes out of the call.
   */
  beforeCommit?: (candidate: InstallCandidate) => Promise<void>;
}

export interface InstallerParts extends Omit<GateOptions, 'findInstalled'> {
  catalog: Catalog;
  store: ShadowStore;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Writing to the disk takes most of the time. */
const COPIED = 0.8;
const STARTED = 0.95;

/** Takes packages in and lets them go: different add-ins side by side, operations on one add-in in order. */
export class Installer {
  readonly #parts: InstallerParts;
  readonly #staging = new Staging();
  readonly #queue = new KeyedQueue();
  /** Hashes of copies that no row names yet. */
  readonly #underWay = new Map<symbol, string>();

  constructor(parts: InstallerParts) {
    this.#parts = parts;
  }

  /** Runs the gate. Throws the refusal; otherwise the package waits until it is installed or discarded. */
  async stage(source: PackageSource): Promise<Stage> {
    const gated = await openPackage(source, this.#parts);
    const from: InstallSource =
      source.kind === 'folder'
        ? { kind: 'folder', folder: source.folder }
        : { kind: 'file', fileName: sourceName(source) };
    return this.stageGated(gated, from);
  }

  /** Takes a package that passed the gate already, such as one that the watcher of a folder brings. */
  stageGated(gated: GatedPackage, source: InstallSource): Stage {
    const installed = this.#parts.catalog.get(gated.id);
    this.#checkOffer(gated, installed);
    return this.#staging.add(gated, source, installed);
  }

  staged(stageId: string): Stage | undefined {
    return this.#staging.get(stageId);
  }

  discard(stageId: string): void {
    this.#staging.discard(stageId);
  }

  /** Installs a staged package. The row in the catalog is the last thing written: before it, nothing is installed. */
  async install(stageId: string, options: InstallOptions = {}): Promise<CatalogEntry> {
    const { gated, source } = this.#staging.take(stageId);
    const report = options.onProgress ?? (() => undefined);
    return this.#queue.run(gated.id, async () => {
      // Again: another version may have been installed while this one waited.
      const replaces = this.#parts.catalog.get(gated.id);
      this.#checkOffer(gated, replaces);
      return this.#whileUnderWay(gated.hash, async () => {
        const copy = await this.#parts.store.put(gated, (part) => report({ step: 'copying', fraction: part * COPIED }));
        const entry = this.#entryFor(gated, source, replaces);
        return this.#commit({ entry, copy, replaces }, options);
      });
    });
  }

  /** Puts the version before this one back. The two change places, so that it can be undone. */
  async rollBack(id: string, options: InstallOptions = {}): Promise<CatalogEntry> {
    return this.#queue.run(id, async () => {
      const current = this.#installed(id);
      if (!current.previous) {
        throw new BulkheadError('E_NOT_FOUND', { message: 'There is no version to go back to.' });
      }
      const copy = { id, hash: current.previous.hash };
      const entry = await this.#restoredEntry(current, copy);
      return this.#commit({ entry, copy, replaces: current }, options);
    });
  }

  /** Forgets an add-in. Its domain must have ended. Throws E_NOT_FOUND. */
  async uninstall(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      this.#installed(id);
      this.#parts.catalog.remove(id);
    });
  }

  /** Deletes shadow copies that nothing needs. `live` are the hashes of running generations. */
  async collectGarbage(live: Iterable<string>): Promise<void> {
    await this.#parts.store.collect(new Set([...this.#parts.catalog.hashes(), ...live, ...this.#underWay.values()]));
  }

  async #commit(candidate: InstallCandidate, options: InstallOptions): Promise<CatalogEntry> {
    const report = options.onProgress ?? (() => undefined);
    report({ step: 'starting', fraction: COPIED });
    await options.beforeCommit?.(candidate);
    report({ step: 'finishing', fraction: STARTED });
    this.#parts.catalog.put(candidate.entry);
    report({ step: 'done', fraction: 1 });
    return candidate.entry;
  }

  /** Names that can be taken for one another would make the sheet lie about what is replaced. */
  #checkOffer(gated: GatedPackage, installed: CatalogEntry | undefined): void {
    if (installed) {
      checkUpdate(
        { version: gated.manifest.version, publicKey: gated.publicKey },
        { version: installed.identity.version, publicKey: installed.publicKey },
      );
      return;
    }
    const other = findLookalike(
      gated.id,
      this.#parts.catalog.list().map((entry) => entry.id),
    );
    if (other === undefined) return;
    throw new BulkheadError('E_INVALID_NAME', {
      message: `The name "${gated.id}" looks like "${other}", which is installed.`,
      detail: { installed: other },
    });
  }

  #installed(id: string): CatalogEntry {
    const entry = this.#parts.catalog.get(id);
    if (!entry) throw new BulkheadError('E_NOT_FOUND', { message: `"${id}" is not installed.` });
    return entry;
  }

  #entryFor(gated: GatedPackage, source: InstallSource, replaces: CatalogEntry | undefined): CatalogEntry {
    const now = this.#parts.now?.() ?? Date.now();
    const { id, identity, publicKey, manifest, hash, sizeBytes } = gated;
    return {
      ...{ id, identity, publicKey, manifest, hash, sizeBytes, source },
      previous: previousFor(hash, replaces),
      enabled: replaces?.enabled ?? true,
      state: 'ready',
      stateReason: '',
      installedAt: replaces?.installedAt ?? now,
      updatedAt: now,
    };
  }

  async #restoredEntry(current: CatalogEntry, copy: ShadowCopy): Promise<CatalogEntry> {
    const files = await this.#parts.store.files(copy);
    const gated = await openPackage(
      { kind: 'files', fileName: current.id, files: [...files].map(([path, bytes]) => ({ path, bytes })) },
      this.#parts,
    );
    return this.#entryFor(gated, current.source, current);
  }

  async #whileUnderWay<Value>(hash: string, task: () => Promise<Value>): Promise<Value> {
    const token = Symbol(hash);
    this.#underWay.set(token, hash);
    try {
      return await task();
    } finally {
      this.#underWay.delete(token);
    }
  }
}

/** The same contents again is no version to go back to. */
function previousFor(hash: string, replaces: CatalogEntry | undefined): CatalogEntry['previous'] {
  if (!replaces) return null;
  if (replaces.hash === hash) return replaces.previous;
  return { hash: replaces.hash, version: replaces.identity.version };
}
