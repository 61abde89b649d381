import { BulkheadError } from '../../addins/protocol/errors.ts';
import { INTEGRITY_FILE } from '../../addins/protocol/manifest.ts';
import { readPackageFile } from './folder-reader.ts';
import { contentHash, readIntegrity, sha256 } from './integrity.ts';
import { INTEGRITY_BYTES } from './package-limits.ts';
import { checkPath, printable } from './path-rules.ts';

export interface ListedFile {
  /** As integrity.json writes it, letter by letter. */
  readonly path: string;
  /** Of the whole package: vouches for integrity.json, which vouches for the file. */
  readonly contentHash: string;
  /** Bytes. */
  readonly limit: number;
}

/**
 * One file of a package folder, verified, without reading the others. Throws E_UNSAFE_PATH, E_NOT_FOUND when the package
 * does not list it, E_OVERLOAD when it is larger than the limit, E_HASH or E_IO when the folder was changed.
 */
export async function readListedFile(folder: string, file: ListedFile): Promise<Uint8Array> {
  checkPath(file.path);
  const integrity = await readPackageFile(folder, INTEGRITY_FILE, INTEGRITY_BYTES);
  if (contentHash(integrity) !== file.contentHash) throw changed();
  const listed = readIntegrity(integrity);
  const shown = printable(file.path);
  if (!Object.hasOwn(listed, file.path))
    throw new BulkheadError('E_NOT_FOUND', {
      message: `The package has no file "${shown}". Names count letter by letter.`,
      detail: { file: shown },
    });
  const bytes = await readPackageFile(folder, file.path, file.limit);
  if (sha256(bytes) !== listed[file.path]) throw changed();
  return bytes;
}

function changed(): BulkheadError {
  return new BulkheadError('E_HASH', { message: 'The copy on disk is not the package that was installed.' });
}
