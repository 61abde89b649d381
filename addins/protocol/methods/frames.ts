import { z } from 'zod';
import { method, nothing, plain } from '../method.ts';

const frameId = z.string().min(1).max(64);

/** Frames belong to the host: an add-in asks for them and names them. */
export const frameMethods = {
  /** Opens a frame with one of the manifest's views; answers its id. A view that is not `multiple` is brought forward instead. */
  'frames.open': method(
    z.tuple([
      z.strictObject({
        view: z.string().max(64),
        title: z.string().min(1).max(120).optional(),
        params: plain.default(null),
      }),
    ]),
    frameId,
    { permission: 'ui.view' },
  ),
  /** Changes what the title bar says; `unsaved` makes closing ask first. */
  'frames.update': method(
    z.tuple([
      frameId,
      z.strictObject({
        title: z.string().min(1).max(120).optional(),
        unsaved: z.boolean().optional(),
      }),
    ]),
    nothing,
    { permission: 'ui.view' },
  ),
  'frames.close': method(z.tuple([frameId]), nothing, {
    permission: 'ui.view',
  }),
} as const;
