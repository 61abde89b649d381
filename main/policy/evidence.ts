/** Where a package came from. It may only lower trust, never raise it. */
export type Zone = 'bundled' | 'sideload' | 'devFolder';

/** What the host itself found out about a package. Nothing in it is the add-in's own word. */
export interface Evidence {
  readonly id: string;
  /** sha256 of the canonical package, hex. */
  readonly hash: string;
  /** Base64 of the key whose signature was verified; null for an unsigned package. */
  readonly publisherKey: string | null;
  readonly signed: boolean;
  readonly zone: Zone;
}
