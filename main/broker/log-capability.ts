import { readableLine } from '../base/readable-line.ts';
import type { Caller, Capability } from './capability.ts';
import { RateLimit } from './rate-limit.ts';

const MINUTE = 60_000;
/** Bytes per minute. A log that people can read grows slower. */
const BYTES_PER_MINUTE = 64 * 1024;
/** Characters, as in the method's own schema. */
const LINE_LENGTH = 2_000;

export type AddinLogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogContext {
  /** Milliseconds, monotonic. */
  now(): number;
  write(addinId: string, level: AddinLogLevel, text: string): void;
}

/** The add-in's own log. A flood is dropped and counted; the add-in is not told, because nothing depends on a log. */
export const logCapability: Capability<'log.write', null, LogContext> = {
  permission: null,
  methods: ['log.write'],
  create(context) {
    const written = new RateLimit({ now: context.now, period: MINUTE });
    const dropped = new Map<string, number>();
    const reportDropped = ({ addinId }: Caller) => {
      const lines = dropped.get(addinId);
      if (lines === undefined) return;
      dropped.delete(addinId);
      context.write(addinId, 'warn', `${lines} lines were dropped: too much was logged at once`);
    };
    return {
      handlers: {
        'log.write': ([level, text], { caller }) => {
          const line = readableLine(text, LINE_LENGTH);
          if (written.take(caller.addinId, Buffer.byteLength(line), BYTES_PER_MINUTE)) {
            reportDropped(caller);
            context.write(caller.addinId, level, line);
          } else dropped.set(caller.addinId, (dropped.get(caller.addinId) ?? 0) + 1);
          return null;
        },
      },
      dispose: reportDropped,
    };
  },
};
