import type { MessagePort } from 'node:worker_threads';
import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';

/** Node's ports hand over values; Electron's, which a session expects, hand over events. */
export function asSessionPort(port: Pick<MessagePort, 'on' | 'postMessage'>): MessagePortLike {
  const listen = (event: string, listener: (value: never) => void): void => {
    if (event === 'message') port.on('message', (data: unknown) => listener({ data } as never));
  };
  const postMessage = (value: unknown): void => port.postMessage(value);
  return { postMessage, on: listen as MessagePortLike['on'], start() {}, close() {} };
}
