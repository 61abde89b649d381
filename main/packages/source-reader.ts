import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { MANIFEST_FILE } from '../../addins/protocol/manifest.ts';
import { readArchive } from './archive-reader.ts';
import { readFolder } from './folder-reader.ts';
import { isSystemFile, PackageBudget, type PackageFiles, type PackageSource } from './package-files.ts';
import { ARCHIVE_BYTES } from './package-limits.ts';

/** What a person calls this source: the last part of its path. */
export function sourceName(source: PackageSource): string {
  if (source.kind === 'file') return path.basename(source.file);
  if (source.kind === 'folder') return path.basename(source.folder);
  return source.fileName;
}

/** Reads a package from wherever it is into memory; nothing is checked but its outer form. */
export async function readPackageFiles(source: PackageSource): Promise<PackageFiles> {
  switch (source.kind) {
    case 'bytes':
      return readArchive(source.bytes);
    case 'file':
      return readArchive(await readArchiveFile(source.file));
    case 'folder':
      return readFolder(source.folder);
    case 'files':
      return collectFiles(source.files);
  }
}

async function readArchiveFile(file: string): Promise<Uint8Array> {
  try {
    // Not blocking: opening a pipe that nobody writes to would wait for ever.
    await using handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = await handle.stat();
    if (!status.isFile()) throw new BulkheadError('E_BAD_PACKAGE', { message: `"${file}" is not a file.` });
    if (status.size > ARCHIVE_BYTES) {
      throw new BulkheadError('E_PACKAGE_TOO_LARGE', { detail: { limit: ARCHIVE_BYTES } });
    }
    return await handle.readFile();
  } catch (thrown) {
    throw toBulkheadError(thrown, 'E_IO');
  }
}

function collectFiles(list: readonly { path: string; bytes: Uint8Array }[]): PackageFiles {
  const files = new Map<string, Uint8Array>();
  const budget = new PackageBudget();
  const prefix = commonFolder(list.map((file) => file.path));
  for (const file of list) {
    const filePath = file.path.slice(prefix.length);
    if (isSystemFile(filePath)) continue;
    budget.take(filePath, file.bytes.length);
    files.set(filePath, file.bytes);
  }
  return files;
}

/** A folder is often dropped with its own name in front of every path. */
function commonFolder(paths: readonly string[]): string {
  const first = paths[0];
  if (first === undefined || paths.includes(MANIFEST_FILE)) return '';
  const prefix = first.slice(0, first.indexOf('/') + 1);
  return prefix !== '' && paths.every((entry) => entry.startsWith(prefix)) ? prefix : '';
}
