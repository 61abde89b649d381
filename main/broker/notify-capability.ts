import { BulkheadError } from '../../addins/protocol/errors.ts';
import { readableLine } from '../base/readable-line.ts';
import type { Capability } from './capability.ts';
import { RateLimit } from './rate-limit.ts';

const HOUR = 60 * 60_000;
/** Characters, as in the method's own schema. */
const TITLE_LENGTH = 80;
const BODY_LENGTH = 200;

export interface NotifyContext {
  /** Milliseconds, monotonic. */
  now(): number;
  show(notification: { title: string; body: string }): void;
}

/** Shows a notification that says from which add-in it is: none can pass for the host's own. */
export const notifyCapability: Capability<'ui.notify', 'ui.notify', NotifyContext> = {
  permission: 'ui.notify',
  methods: ['ui.notify'],
  create(context) {
    const shown = new RateLimit({ now: context.now, period: HOUR });
    return {
      handlers: {
        'ui.notify': ([{ title, body }], { caller, granted, about }) => {
          const line = readableLine(title, TITLE_LENGTH);
          about(line);
          if (!shown.take(caller.addinId, 1, granted.perHour)) {
            throw new BulkheadError('E_OVERLOAD', {
              message: `This add-in may show ${granted.perHour} notifications per hour.`,
            });
          }
          context.show({ title: `${caller.displayName}: ${line}`, body: readableLine(body, BODY_LENGTH) });
          return null;
        },
      },
    };
  },
};
