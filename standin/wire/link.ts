import type { PortCore } from './port-core.ts';

/** What a link delivers to. Calls never overlap and come in the order of sending. */
export interface Receiver {
  message(data: unknown, ports: readonly PortCore[]): void;
  peerClosed(): void;
  /** The link has been replaced by another one; everything of the old one has been delivered. */
  relink(link: Link): void;
}

/** One side of an entangled pair, wherever the other side is. Sending on a closed link does nothing. */
export interface Link {
  receiver: Receiver | null;
  readonly closed: boolean;
  /** @throws {Error} "An object could not be cloned." */
  send(data: unknown, ports: readonly PortCore[]): void;
  close(): void;
}

/** Joins two links, so that a port that has moved on keeps its place: nothing is reordered, nothing is lost. */
export function splice(left: Link, right: Link): void {
  left.receiver = relayTo(right, left);
  right.receiver = relayTo(left, right);
  if (left.closed) right.close();
  if (right.closed) left.close();
}

function relayTo(target: Link, source: Link): Receiver {
  return {
    message: (data, ports) => target.send(data, ports),
    peerClosed: () => target.close(),
    relink: (link) => {
      source.receiver = null;
      splice(link, target);
    },
  };
}
