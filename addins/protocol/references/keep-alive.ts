import type { Clock } from '../clock.ts';
import { LEASE_POLL } from './lease.ts';
import type { RemoteObject } from './remote-object.ts';

export interface KeepAliveOptions {
  readonly clock: Pick<Clock, 'after'>;
  /** False ends it: the view is not visible any more, the stream is done, the pin was taken out. */
  readonly isWanted: () => boolean;
}

/** Twice what lies between two renewals: one that is late does no harm. */
const RENEWAL = 4 * LEASE_POLL;
const INTERVAL = 2 * LEASE_POLL;

/** What a sponsor is for the owner, seen from the holder: renews while it is wanted. Returns the way to end it early. */
export function keepAlive(remote: RemoteObject, { clock, isWanted }: KeepAliveOptions): () => void {
  let stop: () => void = () => undefined;
  const renew = (): void => {
    if (remote.isReleased() || !isWanted()) return;
    remote.renew(RENEWAL);
    stop = clock.after(INTERVAL, renew);
  };
  renew();
  return () => stop();
}
