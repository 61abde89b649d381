import type { Capability } from './capability.ts';
import type { FileHandles } from './file-handles.ts';

/** Giving back what was picked needs no permission. */
export const closeFilesCapability: Capability<'fs.close', null, { readonly handles: FileHandles }> = {
  permission: null,
  methods: ['fs.close'],
  create: ({ handles }) => ({
    handlers: {
      'fs.close': async ([number], { caller }) => {
        await handles.close(caller, number);
        return null;
      },
    },
    dispose: (caller) => handles.closeAll(caller, () => true),
  }),
};
