import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Caller, Capability } from './capability.ts';
import { RateLimit } from './rate-limit.ts';

/** Milliseconds, and events within them: a subscriber gets the newest ones, so that more are of no use to anybody. */
const PERIOD = 1_000;
const EVENTS_PER_PERIOD = 1_000;

export interface ExportContext {
  /** Milliseconds, monotonic. */
  now(): number;
  emit(caller: Caller, event: { contract: string; topic: string; value: Plain }): void;
  /** This life of the provider has ended, or it may not offer anything any more. */
  withdraw(caller: Caller): void;
}

/** What an add-in tells those who use what it offers. That it may be called at all is the same permission. */
export const exportCapability: Capability<'services.emit', 'addin.export', ExportContext> = {
  permission: 'addin.export',
  methods: ['services.emit'],
  create(context) {
    const emitted = new RateLimit({ now: context.now, period: PERIOD });
    return {
      describe: ([contract]) => String(contract),
      handlers: {
        'services.emit': ([contract, topic, value], { caller, granted }) => {
          if (!granted.contracts.includes(contract)) {
            throw new BulkheadError('E_SECURITY', { message: `${caller.displayName} may not offer ${contract}.` });
          }
          if (!emitted.take(caller.addinId, 1, EVENTS_PER_PERIOD)) {
            throw new BulkheadError('E_OVERLOAD', { message: `${caller.displayName} sends events too fast.` });
          }
          context.emit(caller, { contract, topic, value });
          return null;
        },
      },
      dispose: (caller) => context.withdraw(caller),
    };
  },
};
