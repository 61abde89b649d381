import type { Connection } from '../wire/connection.ts';
import { packPacket, unpackPacket } from '../wire/packet.ts';

/** Runs a connection over a loopback WebSocket of this document; refusal and loss close its ports. */
export function openSocket(connection: Connection, url: string): void {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () =>
    connection.open({
      send: (text, attachments) => socket.send(attachments.length === 0 ? text : packPacket(text, attachments)),
      close: () => socket.close(),
    });
  socket.onmessage = ({ data }) => {
    try {
      if (typeof data === 'string') {
        connection.receive(data, []);
        return;
      }
      const { text, attachments } = unpackPacket(new Uint8Array(data as ArrayBuffer));
      connection.receive(text, attachments);
    } catch (error) {
      // The peer is not to be trusted: what cannot be read ends the connection, never the document.
      console.error('stand-in: unreadable message', error);
      socket.close();
      connection.lost();
    }
  };
  socket.onclose = () => connection.lost();
}
