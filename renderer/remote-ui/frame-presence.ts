import { FOCUSED, SEEN } from '../../addins/protocol/ui/ui-frames.ts';
import type { Painter } from './painter.ts';

/** Whether a person sees a view and works in it; its add-in is told of the last state at each paint. */
export class FramePresence {
  readonly #painter: Painter;
  readonly #onChange: (bits: number) => void;
  #bits = SEEN;
  #told = SEEN;
  #planned = false;

  constructor(painter: Painter, onChange: (bits: number) => void) {
    this.#painter = painter;
    this.#onChange = onChange;
  }

  get isSeen(): boolean {
    return (this.#bits & SEEN) !== 0;
  }

  readonly setSeen = (isSeen: boolean): void => this.#set(SEEN, isSeen);
  readonly setFocused = (isFocused: boolean): void => this.#set(FOCUSED, isFocused);

  /** Another process draws the view: what the one before was told is not known to it. */
  tellAgain(): void {
    this.#told = SEEN;
    this.#plan();
  }

  #set(bit: number, isOn: boolean): void {
    this.#bits = isOn ? this.#bits | bit : this.#bits & ~bit;
    this.#plan();
  }

  #plan(): void {
    if (this.#planned || this.#bits === this.#told) return;
    this.#planned = true;
    this.#painter.beforePaint(() => {
      this.#planned = false;
      if (this.#bits === this.#told) return;
      this.#told = this.#bits;
      this.#onChange(this.#bits);
    });
  }
}

/** Notes when the keyboard enters and leaves `element`; answers a function that stops it. */
export function watchFocus(element: HTMLElement | null, presence: FramePresence): () => void {
  const enter = () => presence.setFocused(true);
  const leave = () => presence.setFocused(false);
  element?.addEventListener('focusin', enter);
  element?.addEventListener('focusout', leave);
  return () => {
    element?.removeEventListener('focusin', enter);
    element?.removeEventListener('focusout', leave);
  };
}
