import { EventEmitter } from 'node:events';
import { OWN_SCREEN } from '../chromium/display.ts';
import { closeClass } from './unsupported.ts';
import type { Rectangle } from './window-frame.ts';

interface Display {
  readonly id: number;
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
  readonly size: { readonly width: number; readonly height: number };
  readonly workAreaSize: { readonly width: number; readonly height: number };
  readonly scaleFactor: number;
  readonly rotation: number;
}

/** One display: the stand-in's own, or what the first window found itself on. */
class Screen extends EventEmitter {
  #size: { readonly width: number; readonly height: number } = OWN_SCREEN;

  getPrimaryDisplay(): Display {
    const bounds = { x: 0, y: 0, ...this.#size };
    return { id: 1, bounds, workArea: bounds, size: this.#size, workAreaSize: this.#size, scaleFactor: 1, rotation: 0 };
  }

  getAllDisplays(): Display[] {
    return [this.getPrimaryDisplay()];
  }

  getDisplayMatching(): Display {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint(): Display {
    return this.getPrimaryDisplay();
  }

  /** Not Electron's. */
  learnSize(size: { width: number; height: number }): void {
    this.#size = size;
  }
}

closeClass(Screen);

export const screen = new Screen();
