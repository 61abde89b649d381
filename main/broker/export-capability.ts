import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Caller, Capability } from './capability.ts';
import { RateLimit } from './rate-limit.ts';

/** Milliseconds, and events within them: a subscriber gets the newest ones, so that more are of no use to anybody. */
const PERIOD = 1_000;
const EVENTS_PER_PERIOD = 1_000;
/** The same events in the words of older versions. */
const TRANSLATED_PER_PERIOD = 4 * EVENTS_PER_PERIOD;

interface Step {
  readonly from: string;
  readonly to: string;
}

interface OtherWords {
  readonly line: string;
  readonly steps: readonly Step[];
}

export interface ExportContext {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Answers in which other words it has to be told, for listeners that were made for an older version. */
  emit(
    caller: Caller,
    event: { contract: string; topic: string; value: Plain },
    speaks?: string,
  ): readonly OtherWords[];
  /** This life of the provider has ended, or it may not offer anything any more. */
  withdraw(caller: Caller): void;
}

/** What an add-in tells those who use what it offers. That it may be called at all is the same permission. */
export const exportCapability: Capability<'services.emit', 'addin.export', ExportContext> = {
  permission: 'addin.export',
  methods: ['services.emit'],
  create(context) {
    const emitted = new RateLimit({ now: context.now, period: PERIOD });
    const translated = new RateLimit({ now: context.now, period: PERIOD });
    const hasRoom = (addinId: string, speaks: string | undefined): boolean =>
      speaks === undefined
        ? emitted.take(addinId, 1, EVENTS_PER_PERIOD)
        : translated.take(addinId, 1, TRANSLATED_PER_PERIOD);
    return {
      describe: ([contract]) => String(contract),
      handlers: {
        'services.emit': ([contract, topic, value, { speaks }], { caller, granted }) => {
          if (!granted.contracts.includes(contract)) {
            throw new BulkheadError('E_SECURITY', { message: `${caller.displayName} may not offer ${contract}.` });
          }
          if (!hasRoom(caller.addinId, speaks)) {
            throw new BulkheadError('E_OVERLOAD', { message: `${caller.displayName} sends events too fast.` });
          }
          const others = context.emit(caller, { contract, topic, value }, speaks);
          return others.map(({ line, steps }) => ({ line, steps: [...steps] }));
        },
      },
      dispose: (caller) => context.withdraw(caller),
    };
  },
};
