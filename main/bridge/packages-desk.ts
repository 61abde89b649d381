import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Grant } from '../../addins/protocol/permissions.ts';
import type { AddinSummary, HostEvent, PackageUpload, StageResult } from '../../preload/bridge.ts';
import type { Addins } from '../domains/addins.ts';
import type { Catalog } from '../packages/catalog.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { Installer } from '../packages/installer.ts';
import type { PackageSource } from '../packages/package-files.ts';
import { sourceName } from '../packages/source-reader.ts';
import type { Stage } from '../packages/staging.ts';
import { previewPackage } from './package-preview.ts';
import type { GrantCandidate } from './policy-subject.ts';
import { toProblem } from './problem.ts';
import { summariseAddin } from './summaries.ts';

export interface PackagesDeskOptions {
  catalog: Catalog;
  installer: Installer;
  addins: Addins;
  /** What the policy would grant to this package. */
  previewGrants(candidate: GrantCandidate): readonly Grant[];
  /** Why a package of this content must not be installed. */
  refusal(hash: string): BulkheadError | undefined;
  /** The policy learns of an add-in that is installed, changed or gone. */
  register(entry: CatalogEntry): void;
  unregister(addinId: string): void;
  forget(entry: CatalogEntry, keepData: boolean): Promise<void>;
  send(event: HostEvent): void;
  heldBy(): readonly string[];
}

const STEP_WORDS = {
  copying: 'Copying files',
  starting: 'Starting the new version',
  finishing: 'Finishing',
  done: 'Done',
} as const;

/** Packages as the window sees them: offered, installed, switched, removed. */
export class PackagesDesk {
  readonly #options: PackagesDeskOptions;

  constructor(options: PackagesDeskOptions) {
    this.#options = options;
  }

  get list(): AddinSummary[] {
    return this.#options.catalog.list().map((entry) => summariseAddin(entry, this.#options.addins));
  }

  stageUpload(upload: PackageUpload): Promise<StageResult> {
    const { fileName, bytes, files } = upload;
    if (files) return this.stage({ kind: 'files', fileName, files });
    return this.stage({ kind: 'bytes', fileName, bytes: bytes ?? new Uint8Array() });
  }

  /** Runs the gate; a refusal is an answer here, shown in the same sheet. */
  async stage(source: PackageSource): Promise<StageResult> {
    try {
      const stage = await this.#options.installer.stage(source);
      const refusal = this.#options.refusal(stage.gated.hash);
      if (!refusal) return { ok: true, staged: this.#preview(stage) };
      this.discard(stage.stageId);
      throw refusal;
    } catch (thrown) {
      return { ok: false, fileName: sourceName(source), problem: toProblem(thrown) };
    }
  }

  /** Installs, or replaces the running version in place. Throws what the gate, the disk or the new version says. */
  async install(stageId: string): Promise<AddinSummary> {
    const addinId = this.#options.installer.staged(stageId)?.gated.id;
    if (addinId === undefined) throw new BulkheadError('E_NOT_FOUND', { message: 'This package no longer waits.' });
    const entry = await this.#commit(addinId, () =>
      this.#options.installer.install(stageId, {
        onProgress: ({ step, fraction }) =>
          this.#options.send({ type: 'install-progress', stageId, step: STEP_WORDS[step], fraction }),
        beforeCommit: ({ entry: candidate }) => this.#takeOver(candidate, 'upgrade'),
      }),
    );
    return summariseAddin(entry, this.#options.addins);
  }

  discard(stageId: string): void {
    this.#options.installer.discard(stageId);
  }

  async rollBack(addinId: string): Promise<void> {
    await this.#commit(addinId, () =>
      this.#options.installer.rollBack(addinId, {
        beforeCommit: ({ entry }) => this.#takeOver(entry, 'rollback'),
      }),
    );
  }

  async setEnabled(addinId: string, enabled: boolean): Promise<void> {
    this.#options.catalog.setEnabled(addinId, enabled);
    if (!enabled) await this.#options.addins.stop(addinId, 'it was switched off');
    this.#changed(addinId);
  }

  async uninstall(addinId: string, keepData: boolean): Promise<void> {
    const entry = this.#options.catalog.get(addinId);
    if (!entry) throw new BulkheadError('E_NOT_FOUND');
    // Data that stays must be the data of now, not of the last snapshot.
    if (keepData) await this.#options.addins.stop(addinId, 'it is uninstalled');
    await this.#options.addins.remove(addinId);
    await this.#options.installer.uninstall(addinId);
    // Whatever was started before the row was gone.
    await this.#options.addins.remove(addinId);
    await this.#options.forget(entry, keepData);
    this.#changed(addinId);
  }

  /** Whatever becomes of it: the policy and what runs are those of the row that is in the catalog afterwards. */
  async #commit(addinId: string, work: () => Promise<CatalogEntry>): Promise<CatalogEntry> {
    const { addins, catalog, register, unregister } = this.#options;
    let committed = false;
    try {
      const entry = await work();
      committed = true;
      return entry;
    } finally {
      const entry = catalog.get(addinId);
      if (entry) register(entry);
      else unregister(addinId);
      this.#changed(addinId);
      // Not awaited: a version that does not start is installed all the same, and its card says why.
      void addins.follow(addinId, { revive: committed });
    }
  }

  /** The policy must know the new version before it makes its first call. */
  async #takeOver(entry: CatalogEntry, reason: 'upgrade' | 'rollback'): Promise<void> {
    this.#options.register(entry);
    await this.#options.addins.replace(entry, reason);
  }

  #preview(stage: Stage): Extract<StageResult, { ok: true }>['staged'] {
    const { gated, installed, source, stageId } = stage;
    const { manifest, signed, sizeBytes, files } = gated;
    return previewPackage({
      ...{ stageId, manifest, signed, sizeBytes, files },
      heldBy: this.#options.heldBy(),
      grants: this.#options.previewGrants({ ...gated, source }),
      installed: installed && { manifest: installed.manifest, grants: this.#options.previewGrants(installed) },
    });
  }

  #changed(addinId: string): void {
    this.#options.addins.changed.emit(addinId);
  }
}
