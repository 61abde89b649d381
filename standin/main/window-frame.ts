import type { CdpSession } from '../chromium/cdp.ts';
import type { Chromium, WindowTarget } from '../chromium/chromium.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowFrameOptions {
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly width: number;
  readonly height: number;
  readonly visible: boolean;
  readonly emit: (name: string) => void;
}

type WindowState = 'normal' | 'maximized' | 'minimized' | 'fullscreen';

const firstPosition = { x: 60, y: 40 };
/** Where no screen reaches: the engine cannot open a window hidden. */
const outOfSight = { left: -12_000, top: -12_000 };
/** The title bar that the engine paints above the page, until it has been measured. */
const usualDecoration = { width: 0, height: 56 };

/** Place, size and state of a window; sizes are those of the page, the decoration comes on top. */
export class WindowFrame {
  bounds: Rectangle;
  state: WindowState = 'normal';
  isVisible: boolean;
  normalBounds: Rectangle;
  readonly #emit: (name: string) => void;
  #browser: CdpSession | null = null;
  #target: WindowTarget | null = null;
  #windowId = 0;
  #decoration = usualDecoration;

  constructor({ x, y, width, height, visible, emit }: WindowFrameOptions) {
    this.bounds = { x: x ?? firstPosition.x, y: y ?? firstPosition.y, width, height };
    this.normalBounds = this.bounds;
    this.isVisible = visible;
    this.#emit = emit;
  }

  attach(target: WindowTarget, chromium: Chromium): void {
    this.#target = target;
    this.#browser = chromium.browser;
    void this.#settle(target);
  }

  closeTarget(): void {
    if (this.#target !== null) this.#browser?.post('Target.closeTarget', { targetId: this.#target.targetId });
  }

  show(): void {
    if (this.isVisible) return;
    this.isVisible = true;
    this.#apply();
    this.#emit('show');
  }

  hide(): void {
    if (!this.isVisible) return;
    this.isVisible = false;
    this.#apply();
    this.#emit('hide');
  }

  setBounds(change: Partial<Rectangle>): void {
    const before = this.bounds;
    this.bounds = { ...before, ...change };
    this.normalBounds = this.bounds;
    this.state = 'normal';
    this.#apply();
    if (before.x !== this.bounds.x || before.y !== this.bounds.y) this.#emit('move');
    if (before.width !== this.bounds.width || before.height !== this.bounds.height) this.#emit('resize');
  }

  maximize(): void {
    void this.#become('maximized', 'maximize');
  }

  minimize(): void {
    void this.#become('minimized', 'minimize');
  }

  setFullScreen(value: boolean): void {
    if (value) void this.#become('fullscreen', 'enter-full-screen');
    else this.restore();
  }

  restore(): void {
    const { state } = this;
    if (state === 'normal') return;
    this.state = 'normal';
    this.bounds = this.normalBounds;
    this.#apply();
    if (state === 'maximized') this.#emit('unmaximize');
    if (state === 'minimized') this.#emit('restore');
    if (state === 'fullscreen') this.#emit('leave-full-screen');
    if (state !== 'minimized') this.#emit('resize');
  }

  async #settle(target: WindowTarget): Promise<void> {
    const { windowId } = await target.session.send<{ windowId: number }>('Browser.getWindowForTarget');
    this.#windowId = windowId;
    this.#apply();
  }

  #become(state: WindowState, event: string): void {
    if (this.state === state) return;
    if (this.state === 'normal') this.normalBounds = this.bounds;
    this.state = state;
    this.#apply();
    this.#emit(event);
  }

  #apply(): void {
    if (this.#windowId === 0 || this.#browser === null) return;
    const { x, y, width, height } = this.bounds;
    const place = this.isVisible ? { left: x, top: y } : outOfSight;
    const bounds = { ...place, width: width + this.#decoration.width, height: height + this.#decoration.height };
    this.#browser.post('Browser.setWindowBounds', { windowId: this.#windowId, bounds });
  }
}
