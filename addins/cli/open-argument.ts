import { statSync } from 'node:fs';
import path from 'node:path';
import { type GatedPackage, openPackage } from '../../main/packages/gate.ts';
import { UsageError } from './command.ts';
import { hostVersion } from './host-version.ts';

/** Runs the gate over the file or folder that was named on the command line. */
export async function openArgument(argument: string): Promise<GatedPackage> {
  const target = path.resolve(argument);
  const status = statSync(target, { throwIfNoEntry: false });
  if (!status) throw new UsageError(`There is no file "${argument}".`);
  const source = status.isDirectory()
    ? { kind: 'folder' as const, folder: target }
    : { kind: 'file' as const, file: target };
  return openPackage(source, { hostVersion: hostVersion() });
}

/** The folder that was named on the command line; it must be there. */
export function folderArgument(argument: string): string {
  const folder = path.resolve(argument);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder "${argument}".`);
  }
  return folder;
}
