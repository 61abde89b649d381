import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
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
import { toProblem } from './problem.ts';
import { summariseAddin } from './summaries.ts';

export interface PackagesDeskOptions {
  catalog: Catalog;
  installer: Installer;
  addins: Addins;
  /** What the policy would grant to this package. */
  previewGrants(candidate: { id: string; manifest: Manifest; publicKey: string | null }): readonly Grant[];
  /** The policy learns of an add-in that is installed, changed or gone. */
  register(entry: CatalogEntry): void;
  forget(addinId: string, keepData: boolean): Promise<void>;
  send(event: HostEvent): void;
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
      return { ok: true, staged: this.#preview(await this.#options.installer.stage(source)) };
    } catch (thrown) {
      return { ok: false, fileName: sourceName(source), problem: toProblem(thrown) };
    }
  }

  /** Installs, or replaces the running version in place. Throws what the gate, the disk or the new version says. */
  async install(stageId: string): Promise<AddinSummary> {
    const entry = await this.#options.installer.install(stageId, {
      onProgress: ({ step, fraction }) =>
        this.#options.send({ type: 'install-progress', stageId, step: STEP_WORDS[step], fraction }),
      beforeCommit: ({ entry: candidate }) => this.#takeOver(candidate, 'upgrade'),
    });
    this.#changed(entry.id);
    void this.#options.addins.follow(entry.id);
    return summariseAddin(entry, this.#options.addins);
  }

  discard(stageId: string): void {
    this.#options.installer.discard(stageId);
  }

  async rollBack(addinId: string): Promise<void> {
    await this.#options.installer.rollBack(addinId, {
      beforeCommit: ({ entry }) => this.#takeOver(entry, 'rollback'),
    });
    this.#changed(addinId);
    void this.#options.addins.follow(addinId);
  }

  async setEnabled(addinId: string, enabled: boolean): Promise<void> {
    this.#options.catalog.setEnabled(addinId, enabled);
    if (!enabled) await this.#options.addins.stop(addinId, 'it was switched off');
    this.#changed(addinId);
  }

  async uninstall(addinId: string, keepData: boolean): Promise<void> {
    if (!this.#options.catalog.get(addinId)) throw new BulkheadError('E_NOT_FOUND');
    await this.#options.addins.remove(addinId);
    await this.#options.installer.uninstall(addinId);
    // Whatever was started before the row was gone.
    await this.#options.addins.remove(addinId);
    await this.#options.forget(addinId, keepData);
    this.#changed(addinId);
  }

  /** The policy must know the new version before it makes its first call; on failure the old entry is put back. */
  async #takeOver(entry: CatalogEntry, reason: 'upgrade' | 'rollback'): Promise<void> {
    const before = this.#options.catalog.get(entry.id);
    this.#options.register(entry);
    try {
      await this.#options.addins.replace(entry, reason);
    } catch (thrown) {
      if (before) this.#options.register(before);
      throw thrown;
    }
  }

  #preview(stage: Stage): Extract<StageResult, { ok: true }>['staged'] {
    const { gated, installed, stageId } = stage;
    const { manifest, publicKey, signed, sizeBytes, files, id } = gated;
    return previewPackage({
      ...{ stageId, manifest, signed, sizeBytes, files },
      grants: this.#options.previewGrants({ id, manifest, publicKey }),
      installed: installed && { manifest: installed.manifest, grants: this.#options.previewGrants(installed) },
    });
  }

  #changed(addinId: string): void {
    this.#options.addins.changed.emit(addinId);
  }
}
