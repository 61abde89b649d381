import { z } from 'zod';
import { inspectMethods, inspectNotices } from '../inspect/inspect-methods.ts';
import { UI_CALL_DEADLINE } from '../limits.ts';
import { method, nothing, plain } from '../method.ts';

/** Milliseconds. A first picture on a busy machine; the frame says that it is starting, and can be closed. */
const MOUNT_DEADLINE = 20_000;

/** The components that the window can draw, as `Name@since`: what it lacks is replaced by its `fallback`. */
const features = z.array(z.string().max(64)).max(512).optional();

const frameId = z.string().min(1).max(64);

/** What the window asks of a domain, over the view port that joins them without a hop through main. */
export const viewMethods = {
  /** Renders a view of the manifest into a frame; UI operations for it follow on the same port. */
  'view.mount': method(
    z.tuple([z.strictObject({ frameId, view: z.string().max(64), params: plain, features })]),
    nothing,
    {
      deadline: MOUNT_DEADLINE,
    },
  ),
  'view.unmount': method(z.tuple([frameId]), nothing, {
    deadline: UI_CALL_DEADLINE,
  }),
  /** Answers when everything sent before it was handled. */
  'view.settle': method(z.tuple([]), nothing, { deadline: UI_CALL_DEADLINE }),
  /** Calls a function the add-in lists in `calls`. */
  'addin.call': method(z.tuple([z.string().max(64), z.array(plain).max(8)]), plain),
  ...inspectMethods,
} as const;

/** What a domain tells the window over the view port; the UI travels as UI items. */
export const windowMethods = { ...inspectNotices } as const;
