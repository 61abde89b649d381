import { z } from 'zod';
import { bytes, method } from '../method.ts';

/** Bytes of one file that an add-in reads from its own package: above it the way to the host is no place for it. */
export const ASSET_BYTES = 8 * 1024 * 1024;
/** Everything that an add-in may read of its own package is below this folder. */
export const ASSET_FOLDER = 'assets/';
/** Longer paths are in no package. */
const ASSET_PATH_CHARACTERS = 240;

export const assetMethods = {
  /**
   * The bytes of "assets/…" in the caller's own package, as they were when it was installed. Throws E_UNSAFE_PATH,
   * E_NOT_FOUND, E_OVERLOAD above {@link ASSET_BYTES}, E_HASH. One after the other: files are held in memory on their way.
   */
  'assets.read': method(z.tuple([z.string().min(1).max(ASSET_PATH_CHARACTERS)]), bytes, {
    idempotent: true,
    ordered: true,
  }),
} as const;
