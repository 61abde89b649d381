import type { CallHost } from './host.ts';
import { decodeUtf8 } from './utf8.ts';

/** Files that came along in the add-in's own package, below `assets/`. They can be read and not changed. */
export interface HostAssets {
  /**
   * The bytes of a file, by its path in the package: "assets/logo.png". Rejects with E_NOT_FOUND when the package has no
   * such file, E_UNSAFE_PATH for a path that leads elsewhere, E_OVERLOAD for a file of more than eight megabytes.
   */
  read(path: string): Promise<Uint8Array>;
  /** The same as UTF-8 text. */
  text(path: string): Promise<string>;
}

export function createHostAssets(call: CallHost): HostAssets {
  const read = (path: string) => call('assets.read', path);
  return Object.freeze({ read, text: async (path: string) => decodeUtf8(await read(path)) });
}
