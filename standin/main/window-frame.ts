import { setTimeout as sleep } from 'node:timers/promises';
import type { CdpSession } from '../chromium/cdp.ts';
import type { Chromium, WindowTarget } from '../chromium/chromium.ts';
import { screen } from './screen.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowFrameOptions {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly width: number;
  readonly height: number;
  readonly visible: boolean;
  readonly emit: (name: string) => void;
}

type WindowState = 'normal' | 'maximized' | 'minimized' | 'fullscreen';

interface EngineWindow {
  readonly windowId: number;
  readonly bounds: { left: number; top: number; width: number; height: number; windowState: WindowState };
}

const firstPosition = { x: 60, y: 40 };
/** Where no screen reaches: without a window manager that is how a window hides. */
const outOfSight = { left: -12_000, top: -12_000 };
const restoringEvents = { maximized: 'unmaximize', minimized: 'restore', fullscreen: 'leave-full-screen' } as const;
const becomingEvents = { maximized: 'maximize', minimized: 'minimize', fullscreen: 'enter-full-screen' } as const;

/** The title bar that the engine paints above the page: guessed for the first window, then known. */
let decoration = { width: 0, height: 56 };
let isDecorationKnown = false;
const largestTitleBar = 200;
const measuringIntervalMs = 30;
const measuringAttempts = 30;

/** Place, size and state of a window; sizes are those of the page, the decoration comes on top. */
export class WindowFrame {
  bounds: Rectangle;
  state: WindowState = 'normal';
  isVisible: boolean;
  normalBounds: Rectangle;
  readonly #emit: (name: string) => void;
  #target: WindowTarget | null = null;
  #browser: CdpSession | null = null;
  #hasWindowManager = true;
  #windowId = 0;
  /** How often a place was asked for here. */
  #askedFor = 0;

  constructor({ x, y, width, height, visible, emit }: WindowFrameOptions) {
    this.bounds = { x: x ?? firstPosition.x, y: y ?? firstPosition.y, width, height };
    this.normalBounds = this.bounds;
    this.isVisible = visible;
    this.#emit = emit;
  }

  attach(target: WindowTarget, chromium: Chromium): void {
    this.#target = target;
    this.#browser = chromium.browser;
    this.#hasWindowManager = !chromium.display.isOwn;
    this.#settle(target).catch(() => undefined);
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
    this.state = 'normal';
    this.#changeBounds({ ...this.bounds, ...change });
    this.normalBounds = this.bounds;
    this.#apply();
  }

  become(state: Exclude<WindowState, 'normal'>): void {
    if (this.state === state) return;
    if (this.state === 'normal') this.normalBounds = this.bounds;
    this.state = state;
    if (!this.#hasWindowManager && state !== 'minimized') this.#changeBounds(this.#wholeScreen());
    this.#apply();
    this.#emit(becomingEvents[state]);
  }

  restore(): void {
    const { state } = this;
    if (state === 'normal') return;
    this.state = 'normal';
    this.#changeBounds(this.normalBounds);
    this.#apply();
    this.#emit(restoringEvents[state]);
  }

  async #settle({ session }: WindowTarget): Promise<void> {
    const { windowId } = await session.send<EngineWindow>('Browser.getWindowForTarget');
    this.#windowId = windowId;
    this.#apply();
    await this.#measureDecoration(session);
    session.on('Page.frameResized', () => void this.#follow(session).catch(() => undefined));
  }

  /** Asks until the engine and its page agree on what was applied: a resize takes its time to reach the page. */
  async #measureDecoration(session: CdpSession): Promise<void> {
    if (isDecorationKnown) return;
    for (let attempt = 0; attempt < measuringAttempts; attempt++) {
      await sleep(measuringIntervalMs);
      const { bounds } = await session.send<EngineWindow>('Browser.getWindowForTarget');
      const page = await measurePage(session);
      const isSettled = page.outerWidth === bounds.width && page.outerHeight === bounds.height;
      const measured = { width: bounds.width - page.innerWidth, height: bounds.height - page.innerHeight };
      const isPlausible = measured.width >= 0 && measured.height >= 0 && measured.height < largestTitleBar;
      if (!isSettled || !isPlausible) continue;
      screen.learnSize({ width: page.screenWidth, height: page.screenHeight });
      const isGuessRight = measured.width === decoration.width && measured.height === decoration.height;
      decoration = measured;
      isDecorationKnown = true;
      if (!isGuessRight) this.#apply();
      return;
    }
  }

  /** The person at the screen, or the window manager, has changed something. */
  async #follow(session: CdpSession): Promise<void> {
    const askedFor = this.#askedFor;
    const { bounds } = await session.send<EngineWindow>('Browser.getWindowForTarget');
    // What was asked for meanwhile is newer than this answer, and has a resize of its own.
    if (askedFor !== this.#askedFor) return;
    if (!this.isVisible || (this.state === 'minimized' && !this.#hasWindowManager)) return;
    if (this.#hasWindowManager && bounds.windowState !== this.state) this.#stateChanged(bounds.windowState);
    const { left: x, top: y } = bounds;
    this.#changeBounds({ x, y, width: bounds.width - decoration.width, height: bounds.height - decoration.height });
    if (this.state === 'normal') this.normalBounds = this.bounds;
  }

  #stateChanged(state: WindowState): void {
    const before = this.state;
    this.state = state;
    if (state !== 'normal') this.#emit(becomingEvents[state]);
    else if (before !== 'normal') this.#emit(restoringEvents[before]);
  }

  #changeBounds(bounds: Rectangle): void {
    const before = this.bounds;
    this.bounds = bounds;
    if (before.x !== bounds.x || before.y !== bounds.y) this.#emit('move');
    if (before.width !== bounds.width || before.height !== bounds.height) this.#emit('resize');
  }

  #wholeScreen(): Rectangle {
    const { width, height } = screen.getPrimaryDisplay().workArea;
    return { x: 0, y: 0, width: width - decoration.width, height: height - decoration.height };
  }

  #apply(): void {
    this.#askedFor++;
    if (this.#windowId === 0 || this.#browser === null) return;
    const windowState = this.isVisible ? this.state : 'minimized';
    if (this.#hasWindowManager && windowState !== 'normal') {
      this.#setEngineBounds({ windowState });
      return;
    }
    if (this.#hasWindowManager) this.#setEngineBounds({ windowState });
    const { x, y, width, height } = this.bounds;
    const isSeen = this.isVisible && this.state !== 'minimized';
    const size = { width: width + decoration.width, height: height + decoration.height };
    this.#setEngineBounds({ ...(isSeen ? { left: x, top: y } : outOfSight), ...size });
  }

  #setEngineBounds(bounds: Record<string, unknown>): void {
    this.#browser?.post('Browser.setWindowBounds', { windowId: this.#windowId, bounds });
  }
}

interface PageMeasures {
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly outerWidth: number;
  readonly outerHeight: number;
  readonly screenWidth: number;
  readonly screenHeight: number;
}

async function measurePage(session: CdpSession): Promise<PageMeasures> {
  const expression =
    '({ innerWidth, innerHeight, outerWidth, outerHeight, screenWidth: screen.width, screenHeight: screen.height })';
  const { result } = await session.send<{ result: { value: PageMeasures } }>('Runtime.evaluate', {
    expression,
    returnByValue: true,
  });
  return result.value;
}
