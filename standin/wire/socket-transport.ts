import type { WebSocket } from 'ws';
import type { Connection } from './connection.ts';
import { packPacket, unpackPacket } from './packet.ts';

const protocolError = 1002;

/** Runs a connection over an accepted WebSocket. */
export function attachSocket(connection: Connection, socket: WebSocket): void {
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    try {
      if (isBinary) {
        const { text, attachments } = unpackPacket(data);
        connection.receive(text, attachments);
      } else {
        connection.receive(data.toString(), []);
      }
    } catch {
      // The peer is not to be trusted: what cannot be read ends the connection, never this process.
      socket.close(protocolError);
      connection.lost();
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => connection.lost());
  connection.open({
    send: (text, attachments) => socket.send(attachments.length === 0 ? text : packPacket(text, attachments)),
    close: () => socket.close(),
  });
}
