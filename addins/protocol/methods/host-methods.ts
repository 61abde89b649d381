import { assetMethods } from './assets.ts';
import { desktopMethods } from './desktop.ts';
import { fileMethods } from './files.ts';
import { frameMethods } from './frames.ts';
import { networkMethods } from './network.ts';
import { serviceMethods } from './services.ts';
import { storageMethods } from './storage.ts';
import { webFrameMethods } from './web-frames.ts';

/** Everything an add-in may call on the host, over its control port. Unlisted means: does not exist. */
export const hostMethods = {
  ...storageMethods,
  ...fileMethods,
  ...desktopMethods,
  ...networkMethods,
  ...frameMethods,
  ...serviceMethods,
  ...assetMethods,
  ...webFrameMethods,
} as const;

export type HostMethodName = keyof typeof hostMethods;
