import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { BulkheadError } from '../../addins/protocol/errors.ts';

/** What stands before the 32 bytes of every Ed25519 key in SPKI DER form. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SPKI_BYTES = 44;
const TOKEN_BYTES = 8;

/** Reads the base64 text of an Ed25519 SPKI key, which has exactly one way to be written. Throws E_SIGNATURE. */
export function readPublicKey(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  const plain = bytes.length === SPKI_BYTES && bytes.toString('base64') === text;
  if (!plain || !bytes.subarray(0, SPKI_PREFIX.length).equals(SPKI_PREFIX)) {
    throw new BulkheadError('E_SIGNATURE', { message: 'The public key is not an Ed25519 key in SPKI form.' });
  }
  return new Uint8Array(bytes);
}

/** A short label for a key: 16 hex digits. Trust compares whole keys, never labels. */
export function publicKeyToken(key: Uint8Array): string {
  return createHash('sha256')
    .update(key)
    .digest('hex')
    .slice(0, TOKEN_BYTES * 2);
}

export function keyObject(key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' });
}
