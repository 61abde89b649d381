import { BulkheadError } from '../../addins/protocol/errors.ts';
import { ASSET_FOLDER } from '../../addins/protocol/methods/assets.ts';
import type { Capability } from './capability.ts';
import type { WebPages } from './web-pages.ts';

const PAGE = /\.html$/;

export interface WebFramesContext {
  readonly pages: Pick<WebPages, 'add' | 'close' | 'closeAll'>;
}

/** Pages in HTML of the add-in's own package. What they can do is decided where they are served and where they are shown. */
export const webFramesCapability: Capability<'webFrames.open' | 'webFrames.close', 'ui.webframe', WebFramesContext> = {
  permission: 'ui.webframe',
  methods: ['webFrames.open', 'webFrames.close'],
  continues: ['webFrames.close'],
  create: ({ pages }) => ({
    describe: ([path]) => String(path).split('/').at(-1) ?? '',
    handlers: {
      'webFrames.open': async ([path], { caller, signal }) => {
        if (!path.startsWith(ASSET_FOLDER) || !PAGE.test(path)) {
          throw new BulkheadError('E_UNSAFE_PATH', {
            message: `Only files below "${ASSET_FOLDER}" that end in ".html" can be shown as web pages.`,
          });
        }
        return { address: await pages.add(caller, path, signal) };
      },
      'webFrames.close': ([address], { caller }) => {
        pages.close(caller, address);
        return null;
      },
    },
    dispose: (caller) => pages.closeAll(caller),
  }),
};
