import { BulkheadError } from '../errors.ts';
import { HELLO_FEATURES, PROTOCOL_RANGE } from '../limits.ts';

/** What both ends agreed on. */
export interface Agreement {
  /** The newest version that both speak. */
  readonly version: number;
  /** What the peer can do beyond that version. */
  readonly features: ReadonlySet<string>;
}

const FEATURE = /^[a-z][a-zA-Z0-9@.-]{0,39}$/;

/** Agrees with what the peer said of itself, or throws: E_NEWER_RUNTIME, E_OLDER_RUNTIME, E_CONTRACT. */
export function agree(oldest: number, newest: number, features: unknown): Agreement {
  if (oldest > newest || !areFeatures(features)) {
    throw new BulkheadError('E_CONTRACT', { message: 'the first words of the peer had the wrong form' });
  }
  const [ownOldest, ownNewest] = PROTOCOL_RANGE;
  if (oldest > ownNewest) throw new BulkheadError('E_NEWER_RUNTIME');
  if (newest < ownOldest) throw new BulkheadError('E_OLDER_RUNTIME');
  return { version: Math.min(newest, ownNewest), features: new Set(features) };
}

function areFeatures(value: unknown): value is string[] {
  if (!Array.isArray(value) || value.length > HELLO_FEATURES) return false;
  for (let index = 0; index < value.length; index++) {
    if (typeof value[index] !== 'string' || !FEATURE.test(value[index] as string)) return false;
  }
  return true;
}
