import { EventEmitter } from 'node:events';
import { closeClass } from './unsupported.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** Events: 'updated'. Open windows follow it as they follow the desktop's theme in Electron. */
class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;
  #source: ThemeSource = 'system';

  constructor() {
    super();
    // One listener of the stand-in's own for each window.
    this.setMaxListeners(0);
  }

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Invalid theme source: ${source}`);
    if (source === this.#source) return;
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  /** Not Electron's: what the engine is told; empty leaves the choice to the desktop. */
  get colorScheme(): string {
    return this.#source === 'system' ? '' : this.#source;
  }
}

closeClass(NativeTheme);

export const nativeTheme = new NativeTheme();
