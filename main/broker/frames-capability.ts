import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { readableLine } from '../base/readable-line.ts';
import type { Capability } from './capability.ts';
import { RateLimit } from './rate-limit.ts';

/** Milliseconds, and frames opened within them: nobody opens windows faster by hand. */
const PERIOD = 10_000;
const FRAMES_PER_PERIOD = 20;
/** Characters, as in the methods' own schema. */
const TITLE_LENGTH = 120;

type Methods = 'frames.open' | 'frames.update' | 'frames.close';

export interface FramesContext {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Answers the frame's id. Throws E_NOT_FOUND when the manifest has no such view. */
  open(addinId: string, frame: { view: string; title: string | undefined; params: Plain }): Promise<string> | string;
  /** Both throw E_NOT_FOUND for a frame that is not one of this add-in's. */
  update(
    addinId: string,
    frameId: string,
    change: { title: string | undefined; unsaved: boolean | undefined },
  ): Promise<void> | void;
  close(addinId: string, frameId: string): Promise<void> | void;
}

/** The host's frames, as far as they show this add-in's own views. */
export const framesCapability: Capability<Methods, 'ui.view', FramesContext> = {
  permission: 'ui.view',
  methods: ['frames.open', 'frames.update', 'frames.close'],
  continues: ['frames.update', 'frames.close'],
  create(context) {
    const opened = new RateLimit({ now: context.now, period: PERIOD });
    return {
      handlers: {
        'frames.open': async ([{ view, title, params }], { caller, about }) => {
          about(view);
          if (!opened.take(caller.addinId, 1, FRAMES_PER_PERIOD)) {
            throw new BulkheadError('E_OVERLOAD', { message: 'This add-in opens windows too fast.' });
          }
          return await context.open(caller.addinId, { view, title: title && readableTitle(title), params });
        },
        'frames.update': async ([frameId, { title, unsaved }], { caller }) => {
          await context.update(caller.addinId, frameId, { title: title && readableTitle(title), unsaved });
          return null;
        },
        'frames.close': async ([frameId], { caller }) => {
          await context.close(caller.addinId, frameId);
          return null;
        },
      },
    };
  },
};

function readableTitle(title: string): string {
  return readableLine(title, TITLE_LENGTH);
}
