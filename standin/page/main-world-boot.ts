import { WorldBridge } from './world-bridge.ts';

/** Runs in the page's own world before its scripts: receives what a preload exposes. */
export function bootMainWorld(secret: string): void {
  if (window !== window.top) return;
  const bridge = new WorldBridge({ secret, side: 'page', onexpose: exposeInThisWorld });
  // The engine would show a window and take it away again; like this the page gets Electron's null and nothing flashes.
  window.open = (url = 'about:blank', target = '', features = '') => {
    bridge.tell({ wants: 'window', url: new URL(url, document.baseURI).href, name: target, features });
    return null;
  };
  // Chromium lets a page close itself only when it was opened by a script.
  window.close = () => bridge.tell({ wants: 'close' });
}

function exposeInThisWorld(key: string, api: unknown): void {
  if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
  Object.defineProperty(window, key, {
    value: deepFreeze(api),
    enumerable: true,
    writable: false,
    configurable: false,
  });
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}
