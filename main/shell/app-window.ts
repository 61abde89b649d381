import { BrowserWindow, type MessagePortMain } from 'electron';
import { CHANNELS, type ViewPortLabel } from '../../preload/bridge.ts';
import { APP_URL } from './app-address.ts';

export interface AppWindowOptions {
  preloadPath: string;
  bounds: { width: number; height: number };
  /** The size to open with the next time. */
  onSize(size: { width: number; height: number }): void;
  onClosed(): void;
}

/** The one window: sandboxed, isolated, and spoken to through ports only. */
export class AppWindow {
  readonly #window: BrowserWindow;

  constructor(options: AppWindowOptions) {
    this.#window = new BrowserWindow({
      ...options.bounds,
      minWidth: 720,
      minHeight: 480,
      title: 'Bulkhead',
      show: false,
      useContentSize: true,
      webPreferences: {
        preload: options.preloadPath,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      },
    });
    this.#window.once('ready-to-show', () => this.#window.show());
    this.#window.on('close', () => {
      const { width, height } = this.#window.getContentBounds();
      if (!this.#window.isMaximized()) options.onSize({ width, height });
    });
    this.#window.on('closed', () => options.onClosed());
  }

  get browserWindow(): BrowserWindow {
    return this.#window;
  }

  load(): Promise<void> {
    return this.#window.loadURL(APP_URL);
  }

  /** Sends the bridge port; the page has said that it listens. */
  sendBridgePort(port: MessagePortMain): void {
    this.#window.webContents.postMessage(CHANNELS.bridgePort, null, [port]);
  }

  sendViewPort(port: MessagePortMain, label: ViewPortLabel): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.postMessage(CHANNELS.viewPort, label, [port]);
  }

  reveal(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  isFrom(event: { sender: { id: number }; senderFrame: { url: string } | null }): boolean {
    if (this.#window.isDestroyed() || event.sender.id !== this.#window.webContents.id) return false;
    return event.senderFrame?.url.startsWith(APP_URL) ?? false;
  }
}
