import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { REFERENCE_LOOK_INTERVAL } from '../../addins/protocol/limits.ts';
import type { ReferenceTable } from '../../addins/protocol/references/reference-table.ts';
import { type Blocker, blockersOf } from './blockers.ts';
import { LeakWatch } from './leak-watch.ts';
import {
  concerns,
  type DomainLife,
  isLife,
  type LedgerKind,
  type LedgerRow,
  type LedgerSource,
  type Party,
  partyKey,
} from './ledger-row.ts';
import { referenceRows } from './reference-rows.ts';

export interface LedgerOptions {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** A leak, in words for the log. */
  readonly warn: (words: string, addinId: string) => void;
  /** True for what lives as long as its add-in by design; an endless lease is no leak there. */
  readonly isRoot?: (row: LedgerRow) => boolean;
}

export type LedgerTotals = Readonly<Record<LedgerKind, number>>;

interface TrackedTable {
  readonly table: Pick<ReferenceTable, 'rows' | 'closeAll'>;
  readonly near: Party;
  readonly far: Party;
}

/** Who holds what of whom, since when, and where it was acquired: for the whole host, always as it is now. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #sources = new Set<LedgerSource>();
  readonly #tables = new Set<TrackedTable>();
  readonly #watches = new Map<string, LeakWatch>();
  #stopLooking: (() => void) | undefined;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  /** Returns the way out. */
  add(source: LedgerSource): () => void {
    this.#sources.add(source);
    return () => void this.#sources.delete(source);
  }

  /** The host's end of a port to `far`. It leaves the ledger with {@link ended}, or by what is returned. */
  track(table: TrackedTable['table'], far: Party, near: Party = 'host'): () => void {
    const tracked: TrackedTable = { table, near, far };
    this.#tables.add(tracked);
    return () => void this.#tables.delete(tracked);
  }

  get rows(): LedgerRow[] {
    const references = [...this.#tables].flatMap(({ table, near, far }) => referenceRows(table, near, far));
    return [...references, ...[...this.#sources].flatMap((source) => source())];
  }

  /** Everything that this life of an add-in holds, and everything of it that others hold. */
  of(life: DomainLife): LedgerRow[] {
    return this.rows.filter((row) => concerns(row, life));
  }

  totals(life: DomainLife): LedgerTotals {
    const totals: Record<LedgerKind, number> = { reference: 0, call: 0, view: 0, file: 0, subscription: 0 };
    for (const { kind, tokens } of this.of(life)) totals[kind] += tokens;
    return totals;
  }

  /** Empty when an orderly end need not wait. */
  blockers(life: DomainLife): Blocker[] {
    return blockersOf(this.rows, life);
  }

  /**
   * The process is gone and its brokers have closed what it had open: nothing may be left. Frees the references that
   * are, and reports what was not zero. Idempotent.
   */
  ended(life: DomainLife): LedgerRow[] {
    const left = this.of(life);
    for (const tracked of [...this.#tables]) {
      if (!isLife(tracked.far, life) && !isLife(tracked.near, life)) continue;
      this.#tables.delete(tracked);
      tracked.table.closeAll(new BulkheadError('E_DOMAIN_UNLOADED'));
    }
    this.#watches.delete(partyKey(life));
    if (left.length > 0) {
      const listed = left.map(({ kind, contract, tokens }) => `${kind} "${contract}" (${tokens})`);
      const words = `Ended with something still held: ${[...new Set(listed)].slice(0, 5).join(', ')}.`;
      this.#options.warn(words, life.addinId);
    }
    return left;
  }

  /** Begins to look for leaks. */
  start(): void {
    this.#stopLooking ??= this.#options.clock.after(REFERENCE_LOOK_INTERVAL, () => {
      this.#stopLooking = undefined;
      this.#look();
      this.start();
    });
  }

  stop(): void {
    this.#stopLooking?.();
    this.#stopLooking = undefined;
  }

  #look(): void {
    const { rows } = this;
    const now = this.#options.clock.now();
    for (const life of livesIn(rows)) {
      for (const words of this.#watchOf(life).look(rows, now)) this.#options.warn(words, life.addinId);
    }
  }

  #watchOf(life: DomainLife): LeakWatch {
    const key = partyKey(life);
    const watch = this.#watches.get(key) ?? new LeakWatch(life, this.#options.isRoot ?? (() => false));
    this.#watches.set(key, watch);
    return watch;
  }
}

function livesIn(rows: readonly LedgerRow[]): DomainLife[] {
  const lives = new Map<string, DomainLife>();
  for (const party of rows.flatMap(({ holder, owner }) => [holder, owner])) {
    if (typeof party === 'object') lives.set(partyKey(party), party);
  }
  return [...lives.values()];
}
