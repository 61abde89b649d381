import { Connection } from '../wire/connection.ts';
import { openSocket } from './page-socket.ts';

/** Connections straight to a utility process: the page always calls, the other side is handed the accepted socket. */
export class DirectCalls {
  readonly #endpoint: string;
  readonly #calls = new Map<string, Connection>();

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** ConnectionOptions.direct */
  readonly direct = (ticket: string): Connection => {
    const connection = new Connection({ parity: 1, closesWhenEmpty: true, direct: this.direct });
    this.#calls.set(ticket, connection);
    connection.onlost = () => this.#calls.delete(ticket);
    openSocket(connection, this.#endpoint + ticket);
    return connection;
  };

  /** The process has died with the socket on its way to it. */
  refuse(ticket: string): void {
    this.#calls.get(ticket)?.lost();
  }
}
