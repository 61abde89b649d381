/** What quitting needs to know of a window. */
export interface RegisteredWindow {
  readonly id: number;
  /** Asks; the window may stay open. */
  close(): void;
  focus(): void;
}

/** The open windows in the order of their creation. */
class WindowRegistry {
  readonly windows = new Set<RegisteredWindow>();
  onclosed: (() => void) | null = null;
  /** A window refused to be closed. */
  onkept: (() => void) | null = null;

  add(window: RegisteredWindow): void {
    this.windows.add(window);
  }

  remove(window: RegisteredWindow): void {
    if (this.windows.delete(window)) this.onclosed?.();
  }
}

export const windowRegistry = new WindowRegistry();
