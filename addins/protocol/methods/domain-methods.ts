import { z } from 'zod';
import { STATE_CHARACTERS, UI_CALL_DEADLINE } from '../limits.ts';
import { method, nothing, plain } from '../method.ts';

/** Milliseconds. Reading a large script and running it for the first time. */
const START_DEADLINE = 15_000;
/** Milliseconds. Handing the state over happens while a person waits. */
const STATE_DEADLINE = 2_000;

/** What the runtime reports of itself: bytes, and the longest the event loop was busy since the last ping, in ms. */
export const pulse = z.strictObject({
  heapBytes: z.number(),
  externalBytes: z.number(),
  longestTurn: z.number(),
});

export const savedState = z.strictObject({
  version: z.int().min(1),
  value: plain,
});
export type SavedState = z.output<typeof savedState>;

export const activation = z.strictObject({
  reason: z.enum(['start', 'upgrade', 'restart', 'rollback']),
  /** The version that ran before, when there was one. */
  previousVersion: z.string().max(80).nullable(),
});

/** What the host asks of a domain, over the control port. */
export const domainMethods = {
  /** Runs the add-in's script in the compartment. Nothing of the add-in runs before this. */
  'domain.load': method(
    z.tuple([
      z.strictObject({
        name: z.string(),
        version: z.string(),
        stateVersion: z.int(),
        source: z.string(),
      }),
    ]),
    nothing,
    { deadline: START_DEADLINE },
  ),
  'domain.activate': method(z.tuple([activation]), nothing, {
    deadline: START_DEADLINE,
  }),
  /** Null when the add-in keeps no state. */
  'domain.saveState': method(z.tuple([]), savedState.nullable(), {
    deadline: STATE_DEADLINE,
    idempotent: true,
  }),
  'domain.restoreState': method(z.tuple([savedState]), nothing, {
    deadline: STATE_DEADLINE,
  }),
  'domain.deactivate': method(z.tuple([z.strictObject({ reason: z.string().max(80) })]), nothing, { deadline: 5_000 }),
  'domain.ping': method(z.tuple([]), pulse, {
    deadline: 15_000,
    idempotent: true,
  }),
  'command.run': method(z.tuple([z.string().max(64)]), nothing, {
    deadline: UI_CALL_DEADLINE,
  }),
} as const;

/** Characters of JSON a saved state may have; checked on both ends. */
export const MAXIMUM_STATE = STATE_CHARACTERS;
