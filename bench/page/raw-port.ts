import type { RawPort } from '../measure/raw-calls.ts';
import { BARE_ADDIN } from './shared-names.ts';

/**
 * The port to a process that only echoes. It comes by the way of the view ports, so that it is one; it is caught before
 * the window can take it for an add-in's. Call it before the window listens.
 */
export function takeRawPort(): Promise<RawPort> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event) => {
      const port = event.ports[0];
      const { label } = event.data as { label?: { addinId?: string } | null };
      if (!port || label?.addinId !== BARE_ADDIN) return;
      event.stopImmediatePropagation();
      port.start();
      resolve({
        post: (message) => port.postMessage(message),
        onMessage: (listener) => port.addEventListener('message', ({ data }) => listener(data)),
      });
    });
  });
}
