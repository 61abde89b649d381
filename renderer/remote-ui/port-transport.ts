import type { Transport } from '../../addins/protocol/transport.ts';

/** A session's transport over a port of the page. Some engines say when the other end closed, none says so reliably. */
export function createPortTransport(port: MessagePort): Transport {
  let closed = false;
  let notifyClosed: (() => void) | undefined;
  const end = () => {
    if (closed) return;
    closed = true;
    notifyClosed?.();
  };
  return {
    send(message) {
      if (!closed) port.postMessage(message);
    },
    start(onMessage, onClose) {
      notifyClosed = onClose;
      port.onmessage = (event: MessageEvent<unknown>) => {
        if (!closed) onMessage(event.data);
      };
      port.addEventListener('close', end);
      port.start();
    },
    close() {
      port.close();
      end();
    },
  };
}
