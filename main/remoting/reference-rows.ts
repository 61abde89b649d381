import type { ReferenceTable } from '../../addins/protocol/references/reference-table.ts';
import type { LedgerRow, Party } from './ledger-row.ts';

/** The host's end of a port, seen as rows: what it has lent to the far side, and what it holds of it. */
export function referenceRows(table: Pick<ReferenceTable, 'rows'>, near: Party, far: Party): LedgerRow[] {
  const { lent, held } = table.rows;
  return [
    ...lent.map(
      ({ handle, contract, tokens, acquiredAt, acquiredBy, lease }): LedgerRow => ({
        ...{ kind: 'reference', holder: far, owner: near, contract, handle, tokens, acquiredBy, lease },
        since: acquiredAt,
        // What the far side holds goes with it; what keeps the near one alive is the far side's matter.
        blocks: false,
      }),
    ),
    ...held.map(
      ({ handle, contract, tokens, acquiredAt, acquiredBy }): LedgerRow => ({
        ...{ kind: 'reference', holder: near, owner: far, contract, handle, tokens, acquiredBy },
        since: acquiredAt,
        lease: null,
        blocks: true,
      }),
    ),
  ];
}
