import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { INTEGRITY_FILE, SIGNATURE_FILE } from '../../addins/protocol/manifest.ts';
import { byCodeUnit, type PackageFiles } from './package-files.ts';
import { INTEGRITY_BYTES } from './package-limits.ts';
import { printable } from './path-rules.ts';
import { parseStrictJson } from './strict-json.ts';

const integritySchema = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex'));

/** The two files that integrity.json cannot list: itself and what signs it. */
const UNLISTED: ReadonlySet<string> = new Set([INTEGRITY_FILE, SIGNATURE_FILE]);

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes integrity.json for these files: every other file's hash, sorted by code unit, one line each. */
export function createIntegrity(files: PackageFiles): Uint8Array {
  const listed = [...files].filter(([path]) => !UNLISTED.has(path));
  const lines = listed
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([path, bytes]) => `  ${JSON.stringify(path)}: ${JSON.stringify(sha256(bytes))}`);
  return new TextEncoder().encode(`{\n${lines.join(',\n')}\n}\n`);
}

/** The identity of the contents: the hash of the integrity file, which has only one way to be written. */
export function contentHash(integrity: Uint8Array): string {
  return sha256(integrity);
}

/**
 * Compares the files of a package with its integrity.json and returns the content hash.
 * Throws E_FILE_MISSING for a listed file that is not there, E_HASH for one that differs or is not listed.
 */
export function verifyIntegrity(files: PackageFiles): string {
  const integrity = files.get(INTEGRITY_FILE);
  if (!integrity) throw missing(INTEGRITY_FILE);
  for (const [path, hash] of Object.entries(readIntegrity(integrity))) {
    const bytes = files.get(path);
    if (!bytes) throw missing(path);
    if (sha256(bytes) !== hash) throw changed(path, 'was changed after the package was made');
  }
  // Equal text means equal lists: nothing is unlisted, nothing is listed twice or out of order.
  const expected = createIntegrity(files);
  if (Buffer.compare(expected, integrity) !== 0)
    throw changed(unlistedFile(files, integrity), 'is not listed as it should');
  return contentHash(integrity);
}

/** path -> SHA-256 in hex. Throws E_HASH for what is no such list. */
export function readIntegrity(bytes: Uint8Array): Record<string, string> {
  if (bytes.length > INTEGRITY_BYTES) throw changed(INTEGRITY_FILE, 'is too large');
  try {
    return integritySchema.parse(parseStrictJson(bytes));
  } catch (thrown) {
    throw new BulkheadError('E_HASH', { message: `${INTEGRITY_FILE} is not a list of hashes.`, cause: thrown });
  }
}

function unlistedFile(files: PackageFiles, integrity: Uint8Array): string {
  const listed = readIntegrity(integrity);
  return [...files.keys()].find((path) => !UNLISTED.has(path) && !Object.hasOwn(listed, path)) ?? INTEGRITY_FILE;
}

function missing(path: string): BulkheadError {
  const file = printable(path);
  return new BulkheadError('E_FILE_MISSING', { message: `"${file}" is missing.`, detail: { file } });
}

function changed(path: string, what: string): BulkheadError {
  const file = printable(path);
  return new BulkheadError('E_HASH', { message: `"${file}" ${what}.`, detail: { file } });
}
