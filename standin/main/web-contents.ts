import { EventEmitter } from 'node:events';
import type { CdpSession } from '../chromium/cdp.ts';
import type { WindowTarget } from '../chromium/chromium.ts';
import { toAppUrl, toEngineUrl } from './app-url.ts';
import { captureImage } from './capture-image.ts';
import type { ElectronEvent } from './electron-event.ts';
import { evaluate } from './evaluate.ts';
import { dispatchPageMessage } from './ipc-dispatch.ts';
import { IpcMain } from './ipc-main.ts';
import { type MessagePortMain, takePorts } from './message-port-main.ts';
import type { NativeImage } from './native-image.ts';
import type { PageDocument } from './page-document.ts';
import { PageWatcher } from './page-watcher.ts';
import { openPlatform } from './platform.ts';
import { preparePage } from './prepare-page.ts';
import { session } from './session.ts';
import { closeClass } from './unsupported.ts';
import { WebFrameMain } from './web-frame-main.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly contextIsolation?: boolean;
  readonly sandbox?: boolean;
  readonly nodeIntegration?: boolean;
  readonly [name: string]: unknown;
}

type WindowOpenHandler = (details: Record<string, unknown>) => { action: 'allow' | 'deny' };

const contentsById = new Map<number, WebContents>();
let nextId = 1;

/** One page. It exists before its engine window does: what is asked of it waits for that. */
export class WebContents extends EventEmitter {
  readonly id = nextId++;
  readonly ipc = new IpcMain();
  readonly mainFrame = new WebFrameMain(this);
  readonly session = session.defaultSession;
  readonly preloadPath: string;
  /** Not Electron's: the document that runs a preload, if there is one now. */
  document: PageDocument | null = null;
  /** Not Electron's. */
  readonly watcher = new PageWatcher(this);
  #focusedFrame: WebFrameMain | null = null;
  readonly #attached = Promise.withResolvers<WindowTarget>();
  #target: WindowTarget | null = null;
  #windowOpenHandler: WindowOpenHandler | null = null;
  #destroyed = false;

  constructor(preferences: WebPreferences) {
    super();
    this.preloadPath = preferences.preload ?? '';
    this.#attached.promise.catch(() => undefined);
    contentsById.set(this.id, this);
  }

  static fromId(id: number): WebContents | undefined {
    return contentsById.get(id);
  }

  static getAllWebContents(): WebContents[] {
    return [...contentsById.values()];
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...contentsById.values()].find((contents) => contents.#target?.targetId === targetId);
  }

  getURL(): string {
    return this.watcher.url;
  }

  getTitle(): string {
    return this.watcher.title;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isLoading(): boolean {
    return this.watcher.isLoading;
  }

  isCrashed(): boolean {
    return this.watcher.isCrashed;
  }

  /** Resolves when the page has loaded, rejects when it cannot be. */
  async loadURL(url: string): Promise<void> {
    const cdp = await this.engine();
    this.watcher.expectNavigation(url);
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    const { errorText } = await cdp.send<{ errorText?: string }>('Page.navigate', { url: toEngineUrl(url) });
    if (errorText !== undefined) {
      this.emit('did-fail-load', {}, -2, errorText, url, true);
      throw Object.assign(new Error(`${errorText} loading '${url}'`), { code: errorText, url });
    }
    await loaded;
  }

  reload(): void {
    this.watcher.expectNavigation(this.getURL());
    this.#command('Page.reload');
  }

  reloadIgnoringCache(): void {
    this.watcher.expectNavigation(this.getURL());
    this.#command('Page.reload', { ignoreCache: true });
  }

  /** Dropped, as in Electron, when no document listens yet. */
  send(channel: string, ...args: unknown[]): void {
    this.document?.send(['message', channel, args]);
  }

  postMessage(channel: string, message: unknown, transfer?: readonly MessagePortMain[]): void {
    const ports = takePorts(transfer);
    if (this.document === null) for (const port of ports) port.close();
    else this.document.send(['message', channel, [message]], ports);
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return evaluate(await this.engine(), code, userGesture);
  }

  async capturePage(): Promise<NativeImage> {
    return captureImage(await this.engine());
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  /** Known while a key of an inner frame is told; the main frame otherwise. */
  get focusedFrame(): WebFrameMain {
    return this.#focusedFrame ?? this.mainFrame;
  }

  /** The page may refuse in its beforeunload. */
  close(): void {
    this.#command('Page.close');
  }

  focus(): void {
    this.#command('Page.bringToFront');
  }

  setZoomFactor(factor: number): void {
    this.#command('Emulation.setPageScaleFactor', { pageScaleFactor: factor });
  }

  /** DevTools are reached through --remote-debugging-port here. */
  openDevTools(): void {}

  closeDevTools(): void {}

  isDevToolsOpened(): boolean {
    return false;
  }

  setBackgroundThrottling(): void {}

  forcefullyCrashRenderer(): void {
    this.#command('Page.crash');
  }

  // What follows is not Electron's.

  async engine(): Promise<CdpSession> {
    return (await this.#attached.promise).session;
  }

  async attach(target: WindowTarget): Promise<void> {
    const { loopback, chromium } = await openPlatform();
    this.#target = target;
    this.watcher.watch(target);
    await preparePage({ contents: this, target, loopback, hasFocus: chromium.display.isOwn });
    this.#attached.resolve(target);
  }

  /** A document with a preload has begun; the one before it is over. */
  begin(document: PageDocument | null): void {
    this.document?.end();
    this.document = document;
  }

  receive(message: Parameters<typeof dispatchPageMessage>[1]): void {
    dispatchPageMessage(this, message);
  }

  tellKey(frame: WebFrameMain, event: ElectronEvent, input: Record<string, unknown>): void {
    this.#focusedFrame = frame;
    this.emit('before-input-event', event, input);
    this.#focusedFrame = null;
  }

  windowOpen({ url, name, features }: { url: string; name: string; features: string }): void {
    const details = { url: toAppUrl(url), frameName: name, features, disposition: 'foreground-tab' };
    const answer = this.#windowOpenHandler?.(details) ?? { action: 'allow' };
    if (answer.action === 'allow')
      process.stderr.write(`stand-in: windows opened by a page are not supported: ${url}\n`);
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    contentsById.delete(this.id);
    this.begin(null);
    this.watcher.end();
    this.#attached.reject(new Error('Object has been destroyed'));
    this.emit('destroyed');
  }

  #command(method: string, parameters: Record<string, unknown> = {}): void {
    this.engine().then(
      (cdp) => cdp.post(method, parameters),
      () => undefined,
    );
  }
}

closeClass(WebContents);
