import { GrowthWatch } from '../../addins/protocol/references/growth-watch.ts';
import { concerns, type DomainLife, type LedgerRow } from './ledger-row.ts';

/** Looks at one life of an add-in again and again: something grows without end, or has outlived what it was for. */
export class LeakWatch {
  readonly #life: DomainLife;
  readonly #isRoot: (row: LedgerRow) => boolean;
  readonly #growth = new GrowthWatch();
  /** The last look that saw a view of it. */
  #lastView: number | undefined;
  #toldOutlived = false;

  constructor(life: DomainLife, isRoot: (row: LedgerRow) => boolean) {
    this.#life = life;
    this.#isRoot = isRoot;
  }

  /** Words for what was found and not told before. */
  look(all: readonly LedgerRow[], now: number): string[] {
    const rows = all.filter((row) => concerns(row, this.#life));
    const references = rows.filter(({ kind }) => kind === 'reference');
    const sign = this.#growth.look(references.length);
    const grown = sign ? [`${GROWTH[sign]}: ${references.length}, ${mostOf(references)}.`] : [];
    return [...grown, ...this.#outlived(rows, now)];
  }

  #outlived(rows: readonly LedgerRow[], now: number): string[] {
    if (rows.some(({ kind }) => kind === 'view')) {
      this.#lastView = now;
      this.#toldOutlived = false;
    }
    const last = this.#lastView;
    if (last === undefined || last === now || this.#toldOutlived) return [];
    const left = rows.filter((row) => isEndless(row) && (row.since ?? now) <= last && !this.#isRoot(row));
    if (left.length === 0) return [];
    this.#toldOutlived = true;
    return [`Its last view is closed, but references without an end are still held: ${left.length}, ${mostOf(left)}.`];
  }
}

const GROWTH = {
  many: 'Very many references are held',
  growing: 'The number of references grows and never falls',
} as const;

function isEndless({ kind, lease }: LedgerRow): boolean {
  return kind === 'reference' && lease?.state === 'null';
}

/** Contract and place of the largest group, because a leak is nearly always one line of code. */
function mostOf(rows: readonly LedgerRow[]): string {
  const groups = Map.groupBy(rows, ({ contract, acquiredBy }) => `"${contract}", acquired at ${acquiredBy}`);
  const [largest] = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  return largest ? `${largest[1].length} of them ${largest[0]}` : 'none';
}
