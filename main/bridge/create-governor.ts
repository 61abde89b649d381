import type { Log } from '../base/log.ts';
import type { Addins } from '../domains/addins.ts';
import { Governor, type ProcessSample } from '../domains/governor.ts';

/** Bytes one add-in's process may hold in all, large files included. */
const PROCESS_BYTES = 1_536 * 1_048_576;
/** Milliseconds without a sign of life after which a domain is ended. */
const SILENCE = 15_000;

/** Watches every domain; what it ends is written down in words. */
export function createGovernor(parts: { addins: Addins; sample(): ProcessSample[]; log: Log }): Governor {
  return new Governor({
    domains: () => parts.addins.domains,
    sample: parts.sample,
    limits: { memoryBytes: PROCESS_BYTES, silenceMs: SILENCE },
    onExceeded: ({ domain }, words) => parts.log.warn(`It is ended because ${words}.`, domain.addinId),
  });
}
