import type { Manifest } from '../../addins/protocol/manifest.ts';
import type { PolicySubject } from '../policy/grant-book.ts';

export interface JudgedPackage {
  id: string;
  manifest: Manifest;
  hash: string;
  /** Of a verified signature; null when there is none. */
  publicKey: string | null;
  fromFolder: boolean;
}

/** A package as the policy judges it: what the host found out, and what the manifest asks for. */
export function policySubject({ id, manifest, hash, publicKey, fromFolder }: JudgedPackage): PolicySubject {
  return {
    evidence: {
      id,
      hash,
      publisherKey: publicKey,
      signed: publicKey !== null,
      zone: fromFolder ? 'devFolder' : 'sideload',
    },
    displayName: manifest.displayName,
    color: manifest.color,
    requested: manifest.permissions,
  };
}
