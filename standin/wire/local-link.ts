import { cloneValue } from './codec.ts';
import type { Link, Receiver } from './link.ts';
import { PortCore } from './port-core.ts';

/** Both ends in this process. Delivery is immediate; a PortCore keeps what it has not been started for. */
export class LocalLink implements Link {
  receiver: Receiver | null = null;
  peer: LocalLink | null = null;
  closed = false;

  send(data: unknown, ports: readonly PortCore[]): void {
    const copy = cloneValue(data);
    this.peer?.receiver?.message(copy, ports.map(moveWithin));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    const peer = this.peer;
    if (peer === null || peer.closed) return;
    peer.closed = true;
    peer.receiver?.peerClosed();
  }
}

/** The sender's port is of no use any more; the receiver gets one that takes its place. */
function moveWithin(port: PortCore): PortCore {
  const { link, backlog } = port.detach();
  const moved = new PortCore(link);
  for (const { data, ports } of backlog) moved.message(data, ports);
  if (link.closed) moved.peerClosed();
  return moved;
}

/** Two entangled ports, both here until one is moved. */
export function createPortPair(): [PortCore, PortCore] {
  const left = new LocalLink();
  const right = new LocalLink();
  left.peer = right;
  right.peer = left;
  return [new PortCore(left), new PortCore(right)];
}
