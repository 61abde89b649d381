import { ipcRenderer } from 'electron';
import { CHANNELS, type PortMessage, type ViewPortLabel } from './bridge.ts';

/**
 * Hands the host's ports to the page and nothing else: no object of Electron reaches the page.
 * A port cannot pass through contextBridge, so it travels as a window message to our own origin.
 */
function handOver(message: PortMessage, ports: readonly MessagePort[]): void {
  window.postMessage(message, window.location.origin, [...ports]);
}

ipcRenderer.on(CHANNELS.bridgePort, (event) => handOver({ bulkhead: 'bridge-port', label: null }, event.ports));
ipcRenderer.on(CHANNELS.viewPort, (event, label: ViewPortLabel) =>
  handOver({ bulkhead: 'view-port', label }, event.ports),
);

// The page's own script is a module: it has run, and listens, before this event.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send(CHANNELS.ready));
