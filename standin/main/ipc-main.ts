import { EventEmitter } from 'node:events';

export type IpcHandler = (event: unknown, ...args: unknown[]) => unknown;

/** ipcMain, webContents.ipc and webFrameMain.ipc. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, IpcHandler>();

  constructor() {
    super();
    // The channel 'error' is a channel like any other.
    this.on('error', () => undefined);
  }

  handle(channel: string, handler: IpcHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new Error(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: IpcHandler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Not Electron's: what the dispatcher looks up. */
  handlerFor(channel: string): IpcHandler | undefined {
    return this.#handlers.get(channel);
  }
}

export const ipcMain = new IpcMain();
