import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { FrameRecord } from '../../preload/bridge.ts';

/** Frames that are named; a person closes these first and is told of the next ones then. */
const MOST_NAMED = 3;

/**
 * Throws E_UPGRADE_FAILED when a version has not got the view of a frame that is open: it would have nothing to show
 * there, and whatever the person has in that frame would be lost.
 */
export function refuseMissingViews(frames: readonly FrameRecord[], views: readonly string[]): void {
  const missing = frames.filter(({ view }) => !views.includes(view));
  if (missing.length === 0) return;
  const named = missing.slice(0, MOST_NAMED).map(({ title }) => `"${title}"`);
  const more = missing.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const [frame, which] = missing.length === 1 ? ['frame', 'that frame'] : ['frames', 'those frames'];
  throw new BulkheadError('E_UPGRADE_FAILED', {
    message: `This version has no view for the open ${frame} ${list}. Close ${which} and install this version again.`,
    detail: { frames: missing.length },
  });
}
