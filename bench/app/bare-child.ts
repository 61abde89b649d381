/**
 * The plainest utility process there can be: says that it runs, and answers on every port it is given. The measure for
 * what our processes and our layer add. Electron is not imported: the port is on `process`.
 */
interface BarePort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

interface BareParent {
  on(event: 'message', listener: (event: { data: unknown; ports: BarePort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

const { parentPort } = process as unknown as { parentPort: BareParent };

parentPort.on('message', ({ ports }) => {
  for (const port of ports) {
    port.on('message', ({ data }) => port.postMessage(data));
    port.start();
  }
});
parentPort.postMessage('running');
