import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HandedSocket } from '../main/direct-broker.ts';
import { Connection } from '../wire/connection.ts';
import { attachSocket } from '../wire/socket-transport.ts';
import { OwnWebSocketServer } from './web-socket-server.ts';

/** See main/page-document.ts. */
const maximumPacketBytes = 1024 * 1024 * 1024;

/** This process's ends of the connections with documents. It opens none itself: main hands it accepted sockets. */
export class DirectSockets {
  readonly #waiting = new Map<string, Connection>();
  readonly #server = new OwnWebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maximumPacketBytes,
  });

  /** ConnectionOptions.direct */
  readonly direct = (ticket: string): Connection => {
    const connection = new Connection({ parity: 0, closesWhenEmpty: true, direct: this.direct });
    this.#waiting.set(ticket, connection);
    return connection;
  };

  take({ ticket, url, headers, head }: HandedSocket, socket: Socket | undefined): void {
    const connection = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    // Without a socket the document went away on the way here.
    if (socket === undefined || connection === undefined) {
      socket?.destroy();
      connection?.lost();
      return;
    }
    const request = { method: 'GET', url, headers } as IncomingMessage;
    this.#server.handleUpgrade(request, socket, Buffer.from(head), (accepted) => attachSocket(connection, accepted));
  }

  refuse(ticket: string): void {
    this.#waiting.get(ticket)?.lost();
    this.#waiting.delete(ticket);
  }
}
