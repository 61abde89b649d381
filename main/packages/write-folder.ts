import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { PackageFiles } from './package-files.ts';

/** Writes every file into a new folder and waits until the disk has it. `onFile` hears the part done, 0 to 1. */
export async function writePackageFolder(
  folder: string,
  files: PackageFiles,
  onFile: (fraction: number) => void = () => undefined,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const made = new Set([folder]);
  let written = 0;
  for (const [relative, bytes] of files) {
    const file = path.join(folder, relative);
    const parent = path.dirname(file);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    await writeDurably(file, bytes);
    written += 1;
    onFile(written / files.size);
  }
  for (const each of made) await syncFolder(each);
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  // "wx": a file that is already there would be somebody else's.
  await using handle = await open(file, 'wx', 0o644);
  await handle.writeFile(bytes);
  await handle.sync();
}

/** Makes the names in a folder durable. Windows has no such thing and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
