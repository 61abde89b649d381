import { BulkheadError } from '../../addins/protocol/errors.ts';
import { ASSET_FOLDER } from '../../addins/protocol/methods/assets.ts';
import type { Caller, Capability } from './capability.ts';

export interface AssetsContext {
  /** From the package that this generation was started from, and no other. */
  read(caller: Caller, path: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Files of the add-in's own package. They are its own, like its script, so nobody is asked about them. */
export const assetsCapability: Capability<'assets.read', null, AssetsContext> = {
  permission: null,
  methods: ['assets.read'],
  create: (context) => ({
    handlers: {
      'assets.read': async ([path], { caller }) => {
        if (!path.startsWith(ASSET_FOLDER)) {
          throw new BulkheadError('E_UNSAFE_PATH', {
            message: `Only files below "${ASSET_FOLDER}" can be read. Write the path as it is in the package.`,
          });
        }
        return await context.read(caller, path);
      },
    },
  }),
};
