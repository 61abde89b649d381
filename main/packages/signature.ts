import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { INTEGRITY_FILE, type Manifest, SIGNATURE_FILE } from '../../addins/protocol/manifest.ts';
import type { PackageFiles } from './package-files.ts';
import { SIGNATURE_BYTES } from './package-limits.ts';
import { keyObject, readPublicKey } from './public-key.ts';
import { parseStrictJson } from './strict-json.ts';

const SIGNATURE_LENGTH = 64;
/** Keeps a signature made for anything else from being taken for a package's. */
const PURPOSE = 'addin-v1\n';

const signatureSchema = z.strictObject({
  alg: z.literal('Ed25519'),
  key: z.string().max(100),
  sig: z.string().max(100),
});

/** The text that is signed: the purpose and the hash of the integrity file as it is in the package. */
function signedText(integrity: Uint8Array): Buffer {
  return Buffer.from(`${PURPOSE}${createHash('sha256').update(integrity).digest('hex')}`, 'utf8');
}

/** Writes the signature file for an integrity file. The key is an Ed25519 private key; `publicKey` its SPKI in base64. */
export function createSignature(integrity: Uint8Array, privateKey: KeyObject, publicKey: string): Uint8Array {
  const sig = sign(null, signedText(integrity), privateKey).toString('base64');
  return new TextEncoder().encode(`${JSON.stringify({ alg: 'Ed25519', key: publicKey, sig })}\n`);
}

/**
 * Checks the signature of a package. Returns the full key, or null for an unsigned package.
 * A key without a signature, a signature without a key, or any mismatch throws E_SIGNATURE.
 */
export function verifySignature(files: PackageFiles, manifest: Manifest): Uint8Array | null {
  const file = files.get(SIGNATURE_FILE);
  if (!manifest.publicKey && !file) return null;
  if (!file) throw refused('The manifest names a key, but the package is not signed with it.');
  if (!manifest.publicKey) throw refused('The package carries a signature, but its manifest names no key.');
  const { key, sig } = readSignature(file);
  if (key !== manifest.publicKey) throw refused('The package is signed with another key than its manifest names.');
  const publicKey = readPublicKey(key);
  const signature = Buffer.from(sig, 'base64');
  const written = signature.length === SIGNATURE_LENGTH && signature.toString('base64') === sig;
  const integrity = files.get(INTEGRITY_FILE) ?? new Uint8Array();
  if (!written || !verify(null, signedText(integrity), keyObject(publicKey), signature)) {
    throw refused('The signature does not belong to the files of this package.');
  }
  return publicKey;
}

function readSignature(file: Uint8Array): z.output<typeof signatureSchema> {
  if (file.length > SIGNATURE_BYTES) throw refused(`${SIGNATURE_FILE} is too large.`);
  try {
    return signatureSchema.parse(parseStrictJson(file));
  } catch (thrown) {
    throw refused(`${SIGNATURE_FILE} is not a signature: ${toBulkheadError(thrown).message}`);
  }
}

function refused(message: string): BulkheadError {
  return new BulkheadError('E_SIGNATURE', { message });
}
