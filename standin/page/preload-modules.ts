import type { PageReport, PageSettings } from './boot.ts';
import type { IpcRenderer } from './ipc-renderer.ts';
import { PageEmitter } from './page-emitter.ts';
import { createWebUtils } from './web-utils.ts';
import { WorldBridge } from './world-bridge.ts';

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

export interface PreloadScope {
  readonly settings: PageSettings;
  readonly ipcRenderer: IpcRenderer;
  readonly report: (report: PageReport) => void;
}

/** Runs the preload with the modules and globals that Electron's sandboxed preloads have. */
export function runPreload(preload: Preload, scope: PreloadScope): void {
  const { settings, ipcRenderer } = scope;
  const modules: Record<string, unknown> = {
    electron: createElectronModule(scope),
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

function createElectronModule({ settings, ipcRenderer, report }: PreloadScope): unknown {
  const bridge = new WorldBridge({
    secret: settings.bridgeSecret,
    side: 'preload',
    ontold: (value) => report(value as PageReport),
  });
  return {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api) },
    get webUtils() {
      report({ wants: 'file-paths' });
      return createWebUtils();
    },
  };
}
