import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { ElectronEvent } from './electron-event.ts';
import type { NativeImage } from './native-image.ts';
import { openPlatform } from './platform.ts';
import { closeClass } from './unsupported.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';
import { type Rectangle, WindowFrame } from './window-frame.ts';
import { windowRegistry } from './window-registry.ts';

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: WebPreferences;
  readonly [name: string]: unknown;
}

const defaultSize = { width: 800, height: 600 };
let nextId = 1;
let focused: BrowserWindow | null = null;

export class BrowserWindow extends EventEmitter {
  readonly id = nextId++;
  readonly webContents: WebContents;
  readonly #frame: WindowFrame;
  #title: string;
  #destroyed = false;
  /** 'close' has been emitted and nobody objected. */
  #asked = false;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#title = options.title ?? app.getName();
    this.webContents = new WebContents(options.webPreferences ?? {});
    const { width = defaultSize.width, height = defaultSize.height, x, y, show = true } = options;
    this.#frame = new WindowFrame({
      x,
      y,
      width,
      height,
      visible: show,
      emit: (name) => this.emit(name, new ElectronEvent()),
    });
    windowRegistry.add(this);
    app.emit('browser-window-created', new ElectronEvent(), this);
    app.emit('web-contents-created', new ElectronEvent(), this.webContents);
    this.#announceWhenPainted();
    this.webContents.on('standin-close', () => this.close());
    if (show) focused = this;
    this.#open().catch((error: unknown) => {
      process.stderr.write(`stand-in: no window: ${String(error)}\n`);
      this.destroy();
    });
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windowRegistry.windows] as BrowserWindow[];
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  async loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  async capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  show(): void {
    this.#frame.show();
    this.focus();
  }

  showInactive(): void {
    this.#frame.show();
  }

  hide(): void {
    this.#frame.hide();
    this.#blur();
  }

  isVisible(): boolean {
    return this.#frame.isVisible;
  }

  focus(): void {
    if (this.#destroyed || focused === this) return;
    focused?.blur();
    focused = this;
    this.webContents.focus();
    this.emit('focus', new ElectronEvent());
    app.emit('browser-window-focus', new ElectronEvent(), this);
  }

  blur(): void {
    this.#blur();
  }

  isFocused(): boolean {
    return focused === this;
  }

  /** Asks: a listener of 'close' or the page's beforeunload may refuse. */
  close(): void {
    if (this.#destroyed) return;
    const event = new ElectronEvent();
    this.emit('close', event);
    if (event.defaultPrevented) {
      windowRegistry.onkept?.();
      return;
    }
    this.#asked = true;
    this.webContents.close();
  }

  /** Does not ask. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#frame.closeTarget();
    this.#gone();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isClosable(): boolean {
    return true;
  }

  maximize(): void {
    this.#frame.become('maximized');
  }

  unmaximize(): void {
    if (this.isMaximized()) this.#frame.restore();
  }

  isMaximized(): boolean {
    return this.#frame.state === 'maximized';
  }

  minimize(): void {
    this.#frame.become('minimized');
  }

  isMinimized(): boolean {
    return this.#frame.state === 'minimized';
  }

  restore(): void {
    this.#frame.restore();
  }

  setFullScreen(value: boolean): void {
    if (value) this.#frame.become('fullscreen');
    else if (this.isFullScreen()) this.#frame.restore();
  }

  isFullScreen(): boolean {
    return this.#frame.state === 'fullscreen';
  }

  getBounds(): Rectangle {
    return this.#frame.bounds;
  }

  getNormalBounds(): Rectangle {
    return this.#frame.normalBounds;
  }

  getContentBounds(): Rectangle {
    return this.#frame.bounds;
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#frame.setBounds(bounds);
  }

  setContentBounds(bounds: Partial<Rectangle>): void {
    this.#frame.setBounds(bounds);
  }

  getSize(): [number, number] {
    return [this.#frame.bounds.width, this.#frame.bounds.height];
  }

  setSize(width: number, height: number): void {
    this.#frame.setBounds({ width, height });
  }

  getContentSize(): [number, number] {
    return this.getSize();
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }

  getPosition(): [number, number] {
    return [this.#frame.bounds.x, this.#frame.bounds.y];
  }

  setPosition(x: number, y: number): void {
    this.#frame.setBounds({ x, y });
  }

  getTitle(): string {
    return this.#title;
  }

  /** The engine's windows show the title of their page, which is what Electron's do unless told otherwise. */
  setTitle(title: string): void {
    this.#title = title;
  }

  setMenuBarVisibility(): void {}

  setAutoHideMenuBar(): void {}

  removeMenu(): void {}

  setMenu(): void {}

  setBackgroundColor(): void {}

  setMinimumSize(): void {}

  setIcon(): void {}

  setProgressBar(): void {}

  flashFrame(): void {}

  async #open(): Promise<void> {
    const { chromium } = await openPlatform();
    if (this.#destroyed) return;
    const target = await chromium.openWindow();
    this.webContents.on('standin-kept', () => {
      this.#asked = false;
      windowRegistry.onkept?.();
    });
    target.session.once('standin.detached', () => this.#closedByEngine());
    this.#frame.attach(target, chromium);
    await this.webContents.attach(target);
    if (this.#destroyed) this.#frame.closeTarget();
  }

  #blur(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur', new ElectronEvent());
    app.emit('browser-window-blur', new ElectronEvent(), this);
  }

  /** Electron asks before; here a person has closed the engine's window, and nothing can keep it. */
  #closedByEngine(): void {
    if (this.#destroyed) return;
    if (!this.#asked) this.emit('close', new ElectronEvent());
    this.#gone();
  }

  #announceWhenPainted(): void {
    let isAnnounced = false;
    const announce = (): void => {
      if (!isAnnounced) this.emit('ready-to-show');
      isAnnounced = true;
    };
    this.webContents.once('standin-first-paint', announce);
    this.webContents.once('did-stop-loading', announce);
  }

  #gone(): void {
    this.#destroyed = true;
    if (focused === this) focused = null;
    this.webContents.destroy();
    this.emit('closed');
    windowRegistry.remove(this);
  }
}

closeClass(BrowserWindow);
