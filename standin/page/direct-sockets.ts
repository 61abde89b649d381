import { Connection } from '../wire/connection.ts';
import { openSocket } from './page-socket.ts';

/** Connections straight to a utility process: the page always calls, the other side is handed the accepted socket. */
export function directConnections(endpoint: string): (ticket: string) => Connection {
  const direct = (ticket: string): Connection => {
    const connection = new Connection({ parity: 1, closesWhenEmpty: true, direct });
    openSocket(connection, endpoint + ticket);
    return connection;
  };
  return direct;
}
