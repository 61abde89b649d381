import { randomUUID } from 'node:crypto';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { CatalogEntry, InstallSource } from './catalog-entry.ts';
import type { GatedPackage } from './gate.ts';

export type StageKind = 'install' | 'upgrade' | 'reinstall';

/** A package that passed the gate and waits in memory for a person's decision. Nothing of it is on disk yet. */
export interface Stage {
  readonly stageId: string;
  readonly kind: StageKind;
  readonly gated: GatedPackage;
  readonly source: InstallSource;
  /** What it would replace. */
  readonly installed: CatalogEntry | undefined;
}

/** Packages that may wait at once; each is held in memory. */
const STAGES = 32;
const STAGED_BYTES = 256 * 1024 * 1024;

/** The packages that wait. */
export class Staging {
  readonly #stages = new Map<string, Stage>();

  /** Throws E_OVERLOAD when too much waits already. */
  add(gated: GatedPackage, source: InstallSource, installed: CatalogEntry | undefined): Stage {
    const bytes = [...this.#stages.values()].reduce((sum, stage) => sum + stage.gated.sizeBytes, gated.sizeBytes);
    if (this.#stages.size >= STAGES || bytes > STAGED_BYTES) {
      throw new BulkheadError('E_OVERLOAD', {
        message: 'Too many packages wait for a decision. Install or discard some of them first.',
      });
    }
    const stage: Stage = { stageId: randomUUID(), kind: kindOf(gated, installed), gated, source, installed };
    this.#stages.set(stage.stageId, stage);
    return stage;
  }

  get(stageId: string): Stage | undefined {
    return this.#stages.get(stageId);
  }

  /** Takes a stage out: it can be used only once. Throws E_NOT_FOUND. */
  take(stageId: string): Stage {
    const stage = this.#stages.get(stageId);
    if (!stage) throw new BulkheadError('E_NOT_FOUND', { message: 'This package no longer waits. Drop it again.' });
    this.#stages.delete(stageId);
    return stage;
  }

  discard(stageId: string): void {
    this.#stages.delete(stageId);
  }
}

function kindOf(gated: GatedPackage, installed: CatalogEntry | undefined): StageKind {
  if (!installed) return 'install';
  return installed.identity.version === gated.manifest.version ? 'reinstall' : 'upgrade';
}
