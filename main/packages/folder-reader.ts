import { constants, type Dirent } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { byCodeUnit, isSystemFile, PackageBudget, type PackageFiles, tooManyBytes } from './package-files.ts';
import { PACKAGE_BYTES } from './package-limits.ts';
import { unsafePath } from './path-rules.ts';

/**
 * Reads a package folder into memory. Links and devices are refused, never followed.
 * Throws E_UNSAFE_PATH, E_PACKAGE_TOO_LARGE or E_IO.
 */
export async function readFolder(folder: string): Promise<PackageFiles> {
  const walk: Walk = { root: '', budget: new PackageBudget(), files: new Map() };
  try {
    walk.root = await realpath(folder);
    await readLevel(walk, '');
  } catch (thrown) {
    throw toBulkheadError(thrown, 'E_IO');
  }
  return walk.files;
}

interface Walk {
  root: string;
  budget: PackageBudget;
  files: Map<string, Uint8Array>;
}

async function readLevel(walk: Walk, relative: string): Promise<void> {
  const folder = path.join(walk.root, relative);
  // A folder that became a link since it was listed would lead elsewhere.
  if ((await realpath(folder)) !== folder) throw unsafePath(relative, 'is a link');
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((left, right) => byCodeUnit(left.name, right.name))) {
    if (!isSystemFile(entry.name))
      await readEntry(walk, entry, relative === '' ? entry.name : `${relative}/${entry.name}`);
  }
}

async function readEntry(walk: Walk, entry: Dirent, filePath: string): Promise<void> {
  if (entry.isDirectory()) {
    walk.budget.take(filePath, 0, true);
    return readLevel(walk, filePath);
  }
  if (!entry.isFile()) throw unsafePath(filePath, 'is a link or a device, not a file');
  const bytes = await readRegularFile(path.join(walk.root, filePath), filePath);
  walk.budget.take(filePath, bytes.length);
  walk.files.set(filePath, bytes);
}

async function readRegularFile(file: string, shown: string): Promise<Uint8Array> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  await using handle = await open(file, flags).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ELOOP') throw unsafePath(shown, 'is a link');
    throw new BulkheadError('E_IO', {
      message: `"${shown}" could not be read.`,
      detail: { file: shown },
      cause: thrown,
    });
  });
  const status = await handle.stat();
  if (!status.isFile()) throw unsafePath(shown, 'is a link or a device, not a file');
  if (status.size > PACKAGE_BYTES) throw tooManyBytes();
  return new Uint8Array(await handle.readFile());
}
