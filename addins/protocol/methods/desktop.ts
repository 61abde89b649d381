import { z } from 'zod';
import { PERSON_DEADLINE } from '../limits.ts';
import { method, nothing } from '../method.ts';

export const desktopMethods = {
  /** Only in the handler of something the person did (a press, a command). */
  'clipboard.writeText': method(z.tuple([z.string().max(1_000_000)]), nothing, {
    permission: 'clipboard.write',
  }),
  /** The person may be asked first. */
  'ui.notify': method(
    z.tuple([
      z.strictObject({
        title: z.string().min(1).max(80),
        body: z.string().max(200).default(''),
      }),
    ]),
    nothing,
    { permission: 'ui.notify', deadline: PERSON_DEADLINE },
  ),
  /** One line in the add-in's own log. */
  'log.write': method(z.tuple([z.enum(['debug', 'info', 'warn', 'error']), z.string().max(2_000)]), nothing),
} as const;
