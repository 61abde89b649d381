import type { ChildProcess } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Connection } from '../wire/connection.ts';
import { frameKind, rootChannel } from '../wire/frame.ts';
import { type Loopback, newSecret, refuse, type SocketTaker } from './loopback.ts';

/** Sent to a utility process together with the socket; the process answers the upgrade itself. */
export interface HandedSocket {
  readonly ticket: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly head: Uint8Array;
}

interface Party {
  readonly child?: ChildProcess;
  readonly origin?: string | null;
}

/** Brings a document and a utility process together: their traffic never passes this process. */
class DirectBroker {
  #loopback: Loopback | undefined;
  readonly #parties = new Map<Connection, Party>();
  readonly #tickets = new Map<string, { child: Connection; page: Connection }>();

  /** Documents call this port; before there is one there are no documents. */
  open(loopback: Loopback): void {
    this.#loopback = loopback;
  }

  addChild(connection: Connection, child: ChildProcess): void {
    this.#parties.set(connection, { child });
  }

  addPage(connection: Connection, origin: string | null): void {
    this.#parties.set(connection, { origin });
  }

  /** The end of a process or a document: whoever waits for it is told. */
  remove(connection: Connection): void {
    this.#parties.delete(connection);
    for (const [ticket, { child, page }] of this.#tickets) {
      if (connection !== child && connection !== page) continue;
      this.#tickets.delete(ticket);
      this.#loopback?.withdraw(ticket);
      const survivor = connection === child ? page : child;
      survivor.sendControl(rootChannel, frameKind.refused, ticket);
    }
  }

  /** ConnectionOptions.introduce */
  readonly introduce = (from: Connection, to: Connection): string | null => {
    const child = [from, to].find((connection) => this.#parties.get(connection)?.child !== undefined);
    const page = [from, to].find((connection) => this.#parties.get(connection)?.origin !== undefined);
    if (child === undefined || page === undefined) return null;
    const ticket = newSecret();
    this.#tickets.set(ticket, { child, page });
    this.#loopback?.expect(ticket, this.#parties.get(page)?.origin ?? null, (request, socket, head) => {
      this.#handOver(ticket, child, request, socket, head);
    });
    return ticket;
  };

  /**
   * ConnectionOptions.ticketNews. Until a process says so, a ticket is open: Node never closes a socket that was sent to
   * a process which died without reading it, so the page would wait for it for ever.
   */
  readonly ticketNews = (_kind: number, ticket: string): void => {
    this.#tickets.delete(ticket);
  };

  #handOver(ticket: string, child: Connection, ...[request, socket, head]: Parameters<SocketTaker>): void {
    const { child: process } = this.#parties.get(child) ?? {};
    if (process === undefined || !process.connected) {
      refuse(socket);
      return;
    }
    // What announces the ticket may still be waiting to be written; the socket does not wait.
    child.flush();
    stopReading(socket as Socket);
    const handed: HandedSocket = { ticket, url: request.url ?? '', headers: request.headers, head };
    process.send({ handed }, socket as Socket, {}, (error) => error && socket.destroy());
  }
}

/**
 * This process keeps its copy of a socket that it sends until the other one has it. As long as it reads, it may take
 * the page's first words away from the process they are for. `pause()` does not stop the system's reading at once.
 */
function stopReading(socket: Socket): void {
  (socket as Socket & { _handle?: { readStop(): void } })._handle?.readStop();
}

export const directBroker = new DirectBroker();
