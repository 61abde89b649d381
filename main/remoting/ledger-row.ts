import type { LeaseInfo } from '../../addins/protocol/references/lease.ts';

/** One life of one add-in. */
export interface DomainLife {
  readonly addinId: string;
  readonly generation: number;
}

export type Party = 'host' | 'window' | DomainLife;

export type LedgerKind = 'reference' | 'call' | 'view' | 'file' | 'subscription';

/** Somebody keeps something of somebody. */
export interface LedgerRow {
  readonly kind: LedgerKind;
  /** Who keeps it alive. */
  readonly holder: Party;
  /** Whose it is. */
  readonly owner: Party;
  /** The contract of a reference; otherwise what it is, in the words of its kind: a view's title, a file's name. */
  readonly contract: string;
  /** Null where the row stands for several at once. */
  readonly handle: number | string | null;
  readonly tokens: number;
  /** Time of the host's clock; null where nobody wrote it down. */
  readonly since: number | null;
  /** Where it was acquired: a method, in development a stack. */
  readonly acquiredBy: string;
  /** Null where no lease runs, or only its owner knows of it. */
  readonly lease: LeaseInfo | null;
  /** An orderly end has to wait for it. */
  readonly blocks: boolean;
}

/** Lists what there is now; called often, so it only reads. */
export type LedgerSource = () => readonly LedgerRow[];

export function isLife(party: Party, { addinId, generation }: DomainLife): boolean {
  return typeof party === 'object' && party.addinId === addinId && party.generation === generation;
}

export function concerns({ holder, owner }: LedgerRow, life: DomainLife): boolean {
  return isLife(holder, life) || isLife(owner, life);
}

export function partyKey(party: Party): string {
  return typeof party === 'string' ? party : `${party.addinId}\n${party.generation}`;
}
