import { ERRORS, type ErrorCode } from '../addins/protocol/errors.ts';
import type { PackageUpload, StageResult } from '../preload/bridge.ts';
import { DropError, type DroppedEntry, readEntry } from './install/collect-drop.ts';
import type { WindowModel } from './window-model.ts';

/** Reads what was dropped and hands it to the host, one package after the other; what cannot be read is refused here. */
export async function dropPackages({ installs }: WindowModel, entries: readonly DroppedEntry[]): Promise<void> {
  const uploads: PackageUpload[] = [];
  for (const entry of entries) {
    try {
      uploads.push(await readEntry(entry));
    } catch (thrown) {
      installs.add(refusalOf(entry.name, thrown));
    }
  }
  if (uploads.length > 0) installs.upload(uploads);
}

function refusalOf(fileName: string, thrown: unknown): StageResult {
  const isTooLarge = thrown instanceof DropError && thrown.reason === 'too-large';
  const code: ErrorCode = isTooLarge ? 'E_PACKAGE_TOO_LARGE' : 'E_IO';
  const [title, remedy] = ERRORS[code];
  return { ok: false, fileName, problem: { code, title, message: title, remedy } };
}
