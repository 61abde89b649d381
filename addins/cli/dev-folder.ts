import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../../main/base/atomic-file.ts';
import { readFolder } from '../../main/packages/folder-reader.ts';
import { type GatedPackage, openPackage } from '../../main/packages/gate.ts';
import type { PackageFiles } from '../../main/packages/package-files.ts';
import { INTEGRITY_FILE } from '../protocol/manifest.ts';
import { hostVersion } from './host-version.ts';

/** Where the unpacked package of a folder of sources is built; the running host watches it. */
export function devFolder(folder: string): string {
  return path.join(folder, '.bulkhead', 'build');
}

/**
 * Checks the files and brings the build folder up to date: only what differs is written, each file at once,
 * the hashes last. Until then a host that looks finds hashes that do not fit, and waits.
 */
export async function writeDevFolder(folder: string, files: PackageFiles): Promise<GatedPackage> {
  const list = [...files].map(([name, bytes]) => ({ path: name, bytes }));
  const source = { kind: 'files' as const, fileName: folder, files: list };
  const gated = await openPackage(source, { hostVersion: hostVersion() });
  const target = devFolder(folder);
  await mkdir(target, { recursive: true });
  await writeAtomically(path.join(folder, '.bulkhead', '.gitignore'), '*\n');
  const before = await readFolder(target).catch(() => new Map<string, Uint8Array>());
  for (const name of before.keys()) {
    if (!files.has(name)) await rm(path.join(target, name), { force: true });
  }
  const hashesLast = list.sort(
    (left, right) => Number(left.path === INTEGRITY_FILE) - Number(right.path === INTEGRITY_FILE),
  );
  for (const { path: name, bytes } of hashesLast) {
    const there = before.get(name);
    if (there && Buffer.compare(there, bytes) === 0) continue;
    await mkdir(path.dirname(path.join(target, name)), { recursive: true });
    await writeAtomically(path.join(target, name), bytes);
  }
  return gated;
}
