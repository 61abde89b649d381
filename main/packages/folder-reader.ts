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

/**
 * One file of a package folder, by a path that passed checkPath. Nothing on the way to it may be a link. Throws
 * E_UNSAFE_PATH, E_IO, or E_OVERLOAD when it has more bytes than `limit`.
 */
export async function readPackageFile(folder: string, relative: string, limit: number): Promise<Uint8Array> {
  try {
    const root = await realpath(folder);
    const file = path.join(root, relative);
    const parent = path.dirname(file);
    if ((await realpath(parent)) !== parent) throw unsafePath(relative, 'is reached through a link');
    return await readRegularFile(file, { shown: relative, limit, tooMany: (size) => tooLarge(relative, size, limit) });
  } catch (thrown) {
    throw toBulkheadError(thrown, 'E_IO');
  }
}

function tooLarge(file: string, size: number, limit: number): BulkheadError {
  return new BulkheadError('E_OVERLOAD', {
    message: `"${file}" has ${size} bytes; at most ${limit} are read at once. Make it smaller, or split it.`,
    detail: { file, size, limit },
  });
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
  const bytes = await readRegularFile(path.join(walk.root, filePath), {
    ...{ shown: filePath, limit: PACKAGE_BYTES },
    tooMany: tooManyBytes,
  });
  walk.budget.take(filePath, bytes.length);
  walk.files.set(filePath, bytes);
}

interface Reading {
  readonly shown: string;
  readonly limit: number;
  tooMany(size: number): BulkheadError;
}

async function readRegularFile(file: string, { shown, limit, tooMany }: Reading): Promise<Uint8Array> {
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
  if (status.size > limit) throw tooMany(status.size);
  return new Uint8Array(await handle.readFile());
}
