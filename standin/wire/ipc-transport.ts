import type { ChildProcess, Serializable } from 'node:child_process';
import type { Connection } from './connection.ts';
import type { Transport } from './frame.ts';

/** What travels over the channel of child_process.fork: text alone, or text with its attachments. */
export type IpcPacket = string | readonly [string, ...Uint8Array[]];

/** The side of a fork channel that both ChildProcess and process have. */
export type IpcEnd = Pick<ChildProcess, 'connected' | 'send'>;

export function createIpcTransport(end: IpcEnd): Transport {
  return {
    send: (text, attachments) => {
      const packet: IpcPacket = attachments.length === 0 ? text : [text, ...attachments];
      // A dying peer is reported by 'disconnect'; the callback keeps a failed write from becoming an 'error' event.
      if (end.connected) end.send(packet as Serializable, undefined, {}, () => undefined);
    },
    close: () => undefined,
  };
}

export function receiveIpcPacket(connection: Connection, packet: IpcPacket): void {
  if (typeof packet === 'string') connection.receive(packet, []);
  else connection.receive(packet[0], packet.slice(1) as Uint8Array[]);
}
