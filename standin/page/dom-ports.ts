import { createPortPair } from '../wire/local-link.ts';
import type { PortCore } from '../wire/port-core.ts';

/** The DOM port for a port that has come into this document. */
export function toDomPort(core: PortCore): MessagePort {
  const { port1, port2 } = new MessageChannel();
  join(port1, core);
  return port2;
}

/** The port to send out of this document for one of the page's. */
export function fromDomPort(port: MessagePort): PortCore {
  const [outside, inside] = createPortPair();
  join(port, inside);
  return outside;
}

function join(port: MessagePort, core: PortCore): void {
  core.onmessage = (data, ports) => {
    const domPorts = ports.map(toDomPort);
    port.postMessage(data, domPorts);
  };
  core.onclose = () => port.close();
  port.addEventListener('message', (event) => postFromPage(core, event.data, event.ports.map(fromDomPort)));
  // Blink's MessagePortCloseEvent, which Electron switches on: the page has closed its end or is gone.
  port.addEventListener('close', () => core.close());
  core.start();
  port.start();
}

/** Electron's receivers get null for what its deserialiser does not know, such as a Blob; the sender sees no error. */
function postFromPage(core: PortCore, data: unknown, ports: PortCore[]): void {
  try {
    core.post(data, ports);
  } catch {
    core.post(null, ports);
  }
}
