import { originOf } from './app-url.ts';
import { IpcMain } from './ipc-main.ts';
import type { MessagePortMain } from './message-port-main.ts';
import { closeClass } from './unsupported.ts';
import type { WebContents } from './web-contents.ts';

/** The main frame of a window; other frames run no preload, so nothing ever comes from them. */
export class WebFrameMain {
  readonly ipc = new IpcMain();
  readonly parent = null;
  readonly frames: readonly WebFrameMain[] = [];
  readonly name = '';
  readonly #contents: WebContents;

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  get top(): WebFrameMain {
    return this;
  }

  get url(): string {
    return this.#contents.getURL();
  }

  get origin(): string {
    return originOf(this.url);
  }

  get detached(): boolean {
    return this.#contents.isDestroyed();
  }

  isDestroyed(): boolean {
    return this.#contents.isDestroyed();
  }

  send(channel: string, ...args: unknown[]): void {
    this.#contents.send(channel, ...args);
  }

  postMessage(channel: string, message: unknown, transfer?: readonly MessagePortMain[]): void {
    this.#contents.postMessage(channel, message, transfer);
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.#contents.executeJavaScript(code, userGesture);
  }
}

closeClass(WebFrameMain);
