import { BulkheadError } from '../../addins/protocol/errors.ts';
import { PACKAGE_BYTES, PACKAGE_FILES } from './package-limits.ts';
import { PathSet } from './path-rules.ts';

/** The files of one package in memory, by path. Every path in it has passed the path rules. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** Where a package comes from. A dropped folder arrives as a list of files. */
export type PackageSource =
  | { kind: 'bytes'; fileName: string; bytes: Uint8Array }
  | { kind: 'file'; file: string }
  | { kind: 'folder'; folder: string }
  | { kind: 'files'; fileName: string; files: readonly { path: string; bytes: Uint8Array }[] };

const MEGABYTE = 1024 * 1024;

/** Counts what a package holds while it is being read, so that a hostile one is refused before it fills the memory. */
export class PackageBudget {
  readonly #paths = new PathSet();
  #entries = 0;
  #bytes = 0;

  /** Throws E_UNSAFE_PATH or E_PACKAGE_TOO_LARGE. */
  take(path: string, size: number, folder = false): void {
    this.#entries += 1;
    this.#bytes += size;
    assertFileCount(this.#entries);
    if (this.#bytes > PACKAGE_BYTES) throw tooManyBytes();
    this.#paths.add(path, folder);
  }
}

export function assertFileCount(count: number): void {
  if (count <= PACKAGE_FILES) return;
  throw new BulkheadError('E_PACKAGE_TOO_LARGE', {
    message: `It holds more than ${PACKAGE_FILES} files. A folder of sources is packed with "bulkhead pack" first.`,
    detail: { limit: PACKAGE_FILES },
  });
}

export function tooManyBytes(): BulkheadError {
  return new BulkheadError('E_PACKAGE_TOO_LARGE', {
    message: `Its files need more than ${PACKAGE_BYTES / MEGABYTE} MB.`,
    detail: { limit: PACKAGE_BYTES },
  });
}

/** Order of code units: the same on every machine and in every language. */
export function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Files that a desktop leaves in folders on its own. They are never part of a package. */
export function isSystemFile(path: string): boolean {
  return /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(path);
}
