import semver from 'semver';
import { BulkheadError } from '../../addins/protocol/errors.ts';

/** What is installed under the name that a package claims. */
export interface InstalledFacts {
  version: string;
  /** Base64 of the whole key, or null for an unsigned package. */
  publicKey: string | null;
}

/** May this package take the place of the installed one? Throws E_SIGNATURE or E_DOWNGRADE. */
export function checkUpdate(offered: InstalledFacts, installed: InstalledFacts): void {
  if (installed.publicKey !== null && offered.publicKey === null) {
    throw new BulkheadError('E_SIGNATURE', { message: 'The installed version is signed; this one is not.' });
  }
  if (installed.publicKey !== null && offered.publicKey !== installed.publicKey) {
    throw new BulkheadError('E_SIGNATURE', { message: 'The installed version comes from another publisher.' });
  }
  if (semver.lt(offered.version, installed.version)) {
    throw new BulkheadError('E_DOWNGRADE', {
      message: `Version ${installed.version} is installed; this package is ${offered.version}.`,
      detail: { installed: installed.version, offered: offered.version },
    });
  }
}
