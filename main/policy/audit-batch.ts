import type { AuditRow } from '../../preload/bridge.ts';
import { readableLine } from '../base/readable-line.ts';

export type AuditEntry = Omit<AuditRow, 'at' | 'count'>;

/** Distinct allowed rows of one add-in in one batch; a flood beyond them becomes one row with a count. */
const ALLOWED_ROWS = 200;
/** Distinct refusals of one add-in in one batch; those beyond them are counted per permission and method. */
const REFUSED_ROWS = 1_000;
/** Characters. */
const TEXT_LENGTH = 200;
/** Objects and reasons of a flood are the flooder's choice: they must not make rows. */
const OTHERS = { object: 'others', because: 'several reasons' };

/** What happened since the last write: equal events are one row with a count, and a flood stays small. */
export class AuditBatch {
  readonly #rows = new Map<string, AuditRow>();
  readonly #distinct = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** In the order in which each of them happened first. */
  rows(): Iterable<AuditRow> {
    return this.#rows.values();
  }

  add(entry: AuditEntry, at: number): void {
    const known = this.#rows.get(keyOf(entry));
    if (known) this.#merge(known, at);
    else this.#addDistinct(entry, at);
  }

  /** Takes over the refusals of a batch that could not be written. */
  takeRefusals(other: AuditBatch): void {
    for (const row of other.rows()) {
      if (row.outcome === 'denied') this.#rows.set(keyOf(row), row);
    }
  }

  #addDistinct(entry: AuditEntry, at: number): void {
    const share = `${entry.addinId}\n${entry.outcome === 'allowed'}`;
    const distinct = this.#distinct.get(share) ?? 0;
    const crowded = distinct >= (entry.outcome === 'allowed' ? ALLOWED_ROWS : REFUSED_ROWS);
    const row: AuditRow = { ...entry, ...(crowded ? OTHERS : readableTexts(entry)), at, count: 1 };
    const known = crowded ? this.#rows.get(keyOf(row)) : undefined;
    if (known) this.#merge(known, at);
    else {
      this.#rows.set(keyOf(crowded ? row : entry), row);
      this.#distinct.set(share, distinct + 1);
    }
  }

  #merge(row: AuditRow, at: number): void {
    row.at = at;
    row.count++;
  }
}

function readableTexts({ object, because }: AuditEntry): Pick<AuditEntry, 'object' | 'because'> {
  return { object: readableLine(object, TEXT_LENGTH), because: readableLine(because, TEXT_LENGTH) };
}

function keyOf(entry: AuditEntry): string {
  return [entry.addinId, entry.permission, entry.method, entry.outcome, entry.because, entry.object].join('\n');
}
