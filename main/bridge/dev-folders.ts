import path from 'node:path';
import type { Clock } from '../../addins/protocol/clock.ts';
import type { StageResult } from '../../preload/bridge.ts';
import type { Log } from '../base/log.ts';
import type { Catalog } from '../packages/catalog.ts';
import { type FolderWatcher, watchFolder } from '../packages/folder-watcher.ts';
import type { GatedPackage, GateOptions } from '../packages/gate.ts';
import type { Installer } from '../packages/installer.ts';
import { toProblem } from './problem.ts';

export interface DevFoldersOptions {
  catalog: Catalog;
  installer: Installer;
  hostVersion: string;
  checkScript: NonNullable<GateOptions['checkScript']>;
  log: Log;
  /** Shows the install sheet: the first time a person decides. */
  offer(folder: string): Promise<void>;
  /** Installs what is staged; replaces the running version in place. */
  install(stageId: string): Promise<unknown>;
  /** A change that cannot be installed; what runs goes on. */
  refused(result: Extract<StageResult, { ok: false }>): void;
  clock?: Clock;
}

/** Folders under development: whatever changes in them is installed, once a person has accepted the add-in. */
export class DevFolders {
  readonly #options: DevFoldersOptions;
  readonly #watchers = new Map<string, FolderWatcher>();

  constructor(options: DevFoldersOptions) {
    this.#options = options;
  }

  /** Those of an earlier run. */
  resume(): void {
    for (const { source, hash } of this.#options.catalog.list()) {
      if (source.kind === 'folder') this.#watch(source.folder, hash);
    }
  }

  /** A person named a folder: offers it when it is new, watches it in any case. */
  async add(folder: string): Promise<void> {
    const known = this.#options.catalog
      .list()
      .find(({ source }) => source.kind === 'folder' && source.folder === folder);
    if (!known) await this.#options.offer(folder);
    this.#watch(folder, known?.hash);
  }

  /** The add-in of this folder was removed: what changes there is nobody's business any more. */
  async forget(folder: string): Promise<void> {
    const watcher = this.#watchers.get(folder);
    this.#watchers.delete(folder);
    await watcher?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()));
    this.#watchers.clear();
  }

  #watch(folder: string, knownHash: string | undefined): void {
    if (this.#watchers.has(folder)) return;
    const watcher = watchFolder(folder, {
      hostVersion: this.#options.hostVersion,
      checkScript: this.#options.checkScript,
      ...(this.#options.clock ? { clock: this.#options.clock } : {}),
      ...(knownHash === undefined ? {} : { knownHash }),
      onChange: (gated) => this.#changed(folder, gated),
      onProblem: (problem) => this.#refuse(folder, problem),
    });
    this.#watchers.set(folder, watcher);
  }

  /** Only what was accepted before is swapped in; a folder nobody accepted waits for its sheet. */
  async #changed(folder: string, gated: GatedPackage): Promise<void> {
    const entry = this.#options.catalog.get(gated.id);
    if (entry?.source.kind !== 'folder' || entry.source.folder !== folder) return;
    if (entry.hash === gated.hash) return;
    try {
      const stage = this.#options.installer.stageGated(gated, { kind: 'folder', folder });
      await this.#options.install(stage.stageId);
    } catch (thrown) {
      this.#refuse(folder, thrown);
    }
  }

  #refuse(folder: string, thrown: unknown): void {
    const problem = toProblem(thrown);
    this.#options.log.warn(`${folder}: ${problem.message}`);
    this.#options.refused({ ok: false, fileName: path.basename(folder), problem });
  }
}
