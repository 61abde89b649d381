import type { Connection } from './connection.ts';
import type { Link, Receiver } from './link.ts';
import type { PortCore } from './port-core.ts';

/** One of the many pairs that share a connection between two processes. */
export class ChannelLink implements Link {
  receiver: Receiver | null = null;
  closed = false;
  /** The other side has stopped sending here and goes on over a direct connection. */
  ondiverted: (() => void) | null = null;
  /** Everything sent here has arrived; what follows comes over the direct connection. */
  onswitched: (() => void) | null = null;
  readonly id: number;
  readonly connection: Connection;

  constructor(connection: Connection, id: number) {
    this.connection = connection;
    this.id = id;
  }

  send(data: unknown, ports: readonly PortCore[] = []): void {
    if (!this.closed) this.connection.sendMessage(this.id, data, ports);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection.sendClose(this.id);
  }

  peerClosed(): void {
    if (this.closed) return;
    this.closed = true;
    this.receiver?.peerClosed();
  }
}
