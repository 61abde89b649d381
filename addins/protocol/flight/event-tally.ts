import { z } from 'zod';

/** What became of the events of one contract, from one add-in to another, since Bulkhead started. */
export const eventTally = z.strictObject({
  contract: z.string(),
  /** Add-ins. */
  from: z.string(),
  to: z.string(),
  /** Reached the listener. */
  delivered: z.number(),
  /** A newer one of the same topic took their place before they were delivered. */
  coalesced: z.number(),
  /** Found no room beside those of other topics. */
  dropped: z.number(),
  /** Did not fit what the listener was promised, or were not taken by it. */
  refused: z.number(),
});

export type EventTally = z.output<typeof eventTally>;
export type EventOutcome = 'delivered' | 'coalesced' | 'dropped' | 'refused';
