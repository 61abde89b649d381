import type { Transport } from './transport.ts';

/** The part of Electron's MessagePortMain that a session needs; parent and child see the same shape. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A session's transport over one of Electron's ports: they start explicitly and tell both ends when they close. */
export function createPortTransport(port: MessagePortLike): Transport {
  let closed = false;
  return {
    send(message) {
      if (!closed) port.postMessage(message);
    },
    start(onMessage, onClose) {
      port.on('message', (event) => onMessage(event.data));
      port.on('close', () => {
        closed = true;
        onClose();
      });
      // An unstarted port delivers nothing and never learns that its peer is gone.
      port.start();
    },
    close() {
      if (closed) return;
      closed = true;
      port.close();
    },
  };
}
