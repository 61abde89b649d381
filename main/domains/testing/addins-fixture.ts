import { onTestFinished } from 'vitest';
import { BulkheadError } from '../../../addins/protocol/errors.ts';
import type { ScriptedAddin } from '../../../addins/runtime/testing/scripted-addin.ts';
import { Log } from '../../base/log.ts';
import type { CatalogEntry } from '../../packages/catalog-entry.ts';
import { Addins, type InstalledAddins } from '../addins.ts';
import type { LoadedPackage } from '../generation.ts';
import type { UpgradeOutcome } from '../upgrade-outcome.ts';
import { createSurroundings } from './domain-fixture.ts';

/** A catalog and its shadow copies, in memory. */
export class TestCatalog implements InstalledAddins {
  readonly entries = new Map<string, CatalogEntry>();
  readonly damaged = new Set<string>();
  /** Runs while a copy is read. */
  onLoad: () => Promise<void> = () => Promise.resolve();
  readonly #packages = new Map<string, LoadedPackage>();

  /** The entry that an install of this package would write. */
  candidate(loaded: LoadedPackage): CatalogEntry {
    this.#packages.set(loaded.hash, loaded);
    const { addinId: id, hash, manifest } = loaded;
    const replaced = this.entries.get(id);
    return {
      ...{ id, hash, manifest, sizeBytes: 1, enabled: true, publicKey: null, stateReason: '', updatedAt: 0 },
      identity: { name: id, version: manifest.version, culture: 'neutral', publicKeyToken: null },
      previous: replaced ? { hash: replaced.hash, version: replaced.identity.version } : null,
      state: 'ready',
      source: { kind: 'file', fileName: 'notes.addin' },
      installedAt: 0,
    };
  }

  put(entry: CatalogEntry): void {
    this.entries.set(entry.id, entry);
  }

  get(id: string): CatalogEntry | undefined {
    return this.entries.get(id);
  }

  quarantined(): ReadonlyMap<string, string> {
    const held = [...this.entries.values()].filter(({ state }) => state === 'quarantined');
    return new Map(held.map(({ id, stateReason }) => [id, stateReason]));
  }

  setQuarantine(id: string, reason: string | null): void {
    const entry = this.entries.get(id);
    if (!entry) throw new BulkheadError('E_NOT_FOUND');
    this.put({ ...entry, state: reason === null ? 'ready' : 'quarantined', stateReason: reason ?? '' });
  }

  async load(_id: string, hash: string): Promise<LoadedPackage> {
    await this.onLoad();
    const loaded = this.#packages.get(hash);
    if (!loaded || this.damaged.has(hash)) throw new BulkheadError('E_HASH');
    return loaded;
  }

  async rollBack(id: string, failedHash: string): Promise<CatalogEntry> {
    const current = this.entries.get(id);
    if (current?.hash !== failedHash) throw new BulkheadError('E_IN_PROGRESS');
    const before = this.#packages.get(current.previous?.hash ?? '');
    if (!before) throw new BulkheadError('E_NOT_FOUND');
    const entry = this.candidate(before);
    this.put(entry);
    return entry;
  }
}

export type AddinsFixture = ReturnType<typeof createAddinsFixture>;

/** Everything that lives, over processes that are none. */
export function createAddinsFixture(scripted: Readonly<Record<string, ScriptedAddin>>) {
  const surroundings = createSurroundings(scripted);
  const catalog = new TestCatalog();
  const log = new Log();
  const { createDomain } = surroundings;
  /** Add-ins that must not run. */
  const refusals = new Map<string, BulkheadError>();
  /** What the next start of the host finds. */
  const open = () => {
    const opened = new Addins({ installed: catalog, createDomain, refusal: (id) => refusals.get(id), log });
    // A test that fails must not leave timers behind.
    onTestFinished(() => opened.shutDown(0));
    return opened;
  };
  const addins = open();
  const outcomes: UpgradeOutcome[] = [];
  addins.upgraded.on((outcome) => outcomes.push(outcome));
  const lines = () => log.entries.map((entry) => entry.text);
  /** As the installer does it: what runs first, then the row, then what follows from the row. */
  const install = async (loaded: LoadedPackage): Promise<void> => {
    const entry = catalog.candidate(loaded);
    await addins.replace(entry, 'upgrade');
    catalog.put(entry);
    await addins.follow(entry.id, { revive: true });
  };
  return { ...surroundings, scripted: surroundings.addins, addins, open, refusals, catalog, outcomes, lines, install };
}
