import type { LedgerSummary, PartySummary } from '../../preload/bridge.ts';
import { type LedgerRow, type Party, partyKey } from '../remoting/ledger-row.ts';

/** Lines that the page shows: a leak has many rows and few lines. */
const LINES = 200;

export interface SummaryOptions {
  /** The host's clock, which the rows use. */
  now: number;
  /** Milliseconds since 1970, at the same moment. */
  wallTime: number;
  displayName(addinId: string): string;
}

/** Rows that differ only in their number become one line; the largest first. */
export function summariseLedger(rows: readonly LedgerRow[], options: SummaryOptions): LedgerSummary[] {
  const groups = Map.groupBy(rows, ({ kind, holder, owner, contract, acquiredBy, lease }) =>
    [kind, partyKey(holder), partyKey(owner), contract, acquiredBy, lease?.state, ...(lease?.sponsors ?? [])].join(
      '\n',
    ),
  );
  return [...groups.values()]
    .flatMap((group) => (group[0] ? [summaryOf(group[0], group, options)] : []))
    .toSorted((one, other) => other.tokens - one.tokens)
    .slice(0, LINES);
}

function summaryOf(first: LedgerRow, group: readonly LedgerRow[], options: SummaryOptions): LedgerSummary {
  const { kind, contract, acquiredBy, lease } = first;
  const since = group.flatMap((row) => (row.since === null ? [] : [row.since]));
  const remaining = Math.min(...group.map((row) => row.lease?.remaining ?? Number.POSITIVE_INFINITY));
  return {
    ...{ kind, contract, acquiredBy },
    holder: partySummary(first.holder, options),
    owner: partySummary(first.owner, options),
    objects: group.length,
    tokens: group.reduce((sum, { tokens }) => sum + tokens, 0),
    since: since.length === 0 ? null : options.wallTime - (options.now - Math.min(...since)),
    lease: lease
      ? {
          state: lease.state,
          remaining: Number.isFinite(remaining) ? remaining : null,
          sponsors: [...lease.sponsors],
        }
      : null,
  };
}

function partySummary(party: Party, { displayName }: SummaryOptions): PartySummary {
  if (party === 'host') return { name: 'Bulkhead', addinId: null, generation: null };
  if (party === 'window') return { name: 'The window', addinId: null, generation: null };
  return { name: displayName(party.addinId), ...party };
}
