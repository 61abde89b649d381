import { originOf } from './app-url.ts';
import { IpcMain } from './ipc-main.ts';
import type { MessagePortMain } from './message-port-main.ts';
import { closeClass } from './unsupported.ts';
import type { WebContents } from './web-contents.ts';

/** The main frame of a window, or one in it, known by its address; those run no preload, so nothing else ever comes from them. */
export class WebFrameMain {
  readonly ipc = new IpcMain();
  readonly frames: readonly WebFrameMain[] = [];
  readonly name = '';
  readonly #contents: WebContents;
  readonly #innerUrl: string | undefined;

  constructor(contents: WebContents, innerUrl?: string) {
    this.#contents = contents;
    this.#innerUrl = innerUrl;
  }

  get parent(): WebFrameMain | null {
    return this.#innerUrl === undefined ? null : this.#contents.mainFrame;
  }

  get top(): WebFrameMain {
    return this.#contents.mainFrame;
  }

  get url(): string {
    return this.#innerUrl ?? this.#contents.getURL();
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
