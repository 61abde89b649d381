import type { LedgerSummary } from '../../preload/bridge.ts';
import { plural } from '../design/format.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** When something is let go of, in words: "in 4 min unless renewed by the view Canvas". */
export function leaseWords(kind: LedgerSummary['kind'], lease: LedgerSummary['lease']): string {
  if (kind === 'call') return 'with its answer';
  if (kind !== 'reference') return 'when it is closed';
  if (!lease) return 'when it is given back';
  if (lease.state === 'null' || lease.remaining === null) return 'never by itself';
  if (lease.state === 'expired') return 'now';
  const when = lease.state === 'renewing' ? 'waiting for a renewal' : inWords(lease.remaining);
  return lease.sponsors.length === 0 ? when : `${when}, renewed by ${lease.sponsors.join(', ')}`;
}

function inWords(milliseconds: number): string {
  if (milliseconds === 0) return 'any moment';
  if (milliseconds < MINUTE) return `in ${plural(Math.ceil(milliseconds / SECOND), 'second')}`;
  return `in ${Math.ceil(milliseconds / MINUTE)} min`;
}
