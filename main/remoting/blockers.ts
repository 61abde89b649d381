import { type DomainLife, isLife, type LedgerKind, type LedgerRow, type Party, partyKey } from './ledger-row.ts';

/** Why an add-in cannot end in order yet. Ending it by force ignores all of them. */
export interface Blocker {
  readonly kind: LedgerKind;
  readonly holder: Party;
  readonly contract: string;
  readonly count: number;
  /** Names of whoever prolongs it. */
  readonly sponsors: readonly string[];
  /** Where the first of them was acquired. */
  readonly acquiredBy: string;
  readonly words: string;
  /** What a person can do about it. */
  readonly remedy: string;
}

/** What holds up this life of an add-in: one line for each holder and kind of thing. */
export function blockersOf(rows: readonly LedgerRow[], life: DomainLife): Blocker[] {
  const groups = Map.groupBy(
    rows.filter((row) => holdsUp(row, life)),
    ({ kind, holder, contract }) => [kind, partyKey(holder), contract].join('\n'),
  );
  return [...groups.values()].flatMap((group) => (group[0] ? [blockerOf(group[0], group)] : []));
}

function holdsUp(row: LedgerRow, life: DomainLife): boolean {
  // What the add-in keeps of others is freed with it, whatever it is; only work in progress is worth a wait.
  if (isLife(row.holder, life)) return row.blocks && row.kind !== 'reference';
  return isLife(row.owner, life) && (row.blocks || row.kind === 'reference');
}

function blockerOf(first: LedgerRow, group: readonly LedgerRow[]): Blocker {
  const { kind, holder, contract, acquiredBy } = first;
  const count = group.reduce((sum, { tokens }) => sum + tokens, 0);
  const sponsors = [...new Set(group.flatMap(({ lease }) => lease?.sponsors ?? []))];
  const [words, remedy] = TEXTS[kind]({ name: nameOf(holder), contract, count });
  return { kind, holder, contract, count, sponsors, acquiredBy, words, remedy };
}

interface Facts {
  readonly name: string;
  readonly contract: string;
  readonly count: number;
}

const TEXTS: Readonly<Record<LedgerKind, (facts: Facts) => readonly [words: string, remedy: string]>> = {
  call: ({ count }) => [
    count === 1 ? 'A call has not ended.' : `${count} calls have not ended.`,
    'Wait until it is done, cancel it, or stop the add-in now.',
  ],
  reference: ({ name, contract, count }) => [
    `${name} holds "${contract}" (${count}).`,
    'Close what uses it there, or stop the add-in now: it is let go of then.',
  ],
  view: ({ contract }) => [
    `"${contract}" has changes that are not saved.`,
    'Save or discard them, or stop the add-in now.',
  ],
  file: ({ contract }) => [`"${contract}" is being saved.`, 'Wait until it is written.'],
  subscription: ({ name, contract }) => [
    `${name} listens to "${contract}".`,
    'Nothing to do: it ends when the add-in ends.',
  ],
};

function nameOf(party: Party): string {
  if (party === 'host') return 'Bulkhead';
  return party === 'window' ? 'The window' : party.addinId;
}
