import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { PolicySubject } from '../policy/grant-book.ts';

/** What the policy needs to know of a package, installed or not. `publicKey` is that of a verified signature. */
export type GrantCandidate = Pick<CatalogEntry, 'id' | 'manifest' | 'publicKey' | 'hash' | 'source'>;

/**
 * A package as the policy judges it: what the host found out, and what the manifest asks for. One rule for the sheet
 * and for what is installed: what a person is shown is what holds.
 */
export function policySubject({ id, manifest, hash, publicKey, source }: GrantCandidate): PolicySubject {
  return {
    evidence: {
      id,
      hash,
      publisherKey: publicKey,
      signed: publicKey !== null,
      zone: source.kind === 'folder' ? 'devFolder' : 'sideload',
    },
    displayName: manifest.displayName,
    color: manifest.color,
    requested: manifest.permissions,
  };
}
