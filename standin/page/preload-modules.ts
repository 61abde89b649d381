import type { PageSettings } from './boot.ts';
import { createContextBridge } from './context-bridge.ts';
import type { IpcRenderer } from './ipc-renderer.ts';
import { PageEmitter } from './page-emitter.ts';

/** The preload script as a function of what CommonJS and Electron's sandbox give it. */
export type Preload = (
  ...scope: [
    require: (name: string) => unknown,
    module: { exports: unknown },
    exports: unknown,
    process: unknown,
    global: unknown,
    setImmediate: unknown,
  ]
) => void;

/** Runs the preload with the modules and globals that Electron's sandboxed preloads have. */
export function runPreload(settings: PageSettings, preload: Preload, ipcRenderer: IpcRenderer): void {
  const modules: Record<string, unknown> = {
    electron: createElectronModule(settings, ipcRenderer),
    events: Object.assign(PageEmitter, { EventEmitter: PageEmitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate: soon, clearImmediate: clearTimeout },
    url: { URL, URLSearchParams },
  };
  const require = (name: string): unknown => {
    const found = modules[name.replace(/^node:/, '')];
    if (found === undefined) throw new Error(`module not found: ${name}`);
    return found;
  };
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, platform: 'linux', env: {}, argv: [] };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, process, globalThis, soon);
  } catch (error) {
    console.error(`Unable to load preload script: ${settings.preloadPath}`, error);
    ipcRenderer.send('standin:preload-error', String(error));
  }
}

function soon(run: () => void): number {
  return window.setTimeout(run, 0);
}

function createElectronModule(settings: PageSettings, ipcRenderer: IpcRenderer): unknown {
  return {
    ipcRenderer,
    contextBridge: createContextBridge(settings.bridgeEvent),
    webUtils: {
      getPathForFile: (file: unknown) => {
        if (!(file instanceof File))
          throw new TypeError('getPathForFile expected to receive a File object but one was not provided');
        return '';
      },
    },
  };
}
