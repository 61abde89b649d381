import { WorldBridge } from './world-bridge.ts';

/** Runs in the page's own world before its scripts: receives what a preload exposes. */
export function bootMainWorld(secret: string, schemes: readonly string[]): void {
  if (window !== window.top) return;
  translateFrames(schemes);
  const bridge = new WorldBridge({ secret, side: 'page', onexpose: exposeInThisWorld });
  // The engine would show a window and take it away again; like this the page gets Electron's null and nothing flashes.
  window.open = (url = 'about:blank', target = '', features = '') => {
    bridge.tell({ wants: 'window', url: new URL(url, document.baseURI).href, name: target, features });
    return null;
  };
  // Chromium lets a page close itself only when it was opened by a script.
  window.close = () => bridge.tell({ wants: 'close' });
}

/** A frame that is given an address of the application's schemes gets the one under which the engine sees it. */
function translateFrames(schemes: readonly string[]): void {
  const frames = HTMLIFrameElement.prototype;
  const { setAttribute } = Element.prototype;
  frames.setAttribute = function (this: HTMLIFrameElement, name: string, value: string): void {
    setAttribute.call(this, name, name.toLowerCase() === 'src' ? engineAddress(String(value), schemes) : value);
  };
  Object.defineProperty(frames, 'src', {
    ...Object.getOwnPropertyDescriptor(frames, 'src'),
    set(this: HTMLIFrameElement, value: string) {
      this.setAttribute('src', value);
    },
  });
}

function engineAddress(address: string, schemes: readonly string[]): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9-]*):\/\/([^/?#]+)(.*)$/i.exec(address) ?? [];
  return schemes.includes(scheme) ? `http://${host}.${scheme}.localhost${rest}` : address;
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
