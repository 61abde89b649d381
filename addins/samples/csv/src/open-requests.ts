/** A frame that can open a file. */
export interface OpeningFrame {
  /** Nothing is open in it. */
  isFree(): boolean;
  open(): Promise<void>;
}

/** Brings the "Open" command, which belongs to no frame, to a frame that is free, or to a new one. */
export class OpenRequests {
  readonly #frames: OpeningFrame[] = [];
  #isWaiting = false;

  /** A frame was shown. Answers how to take it off the list. */
  add(frame: OpeningFrame): () => void {
    this.#frames.push(frame);
    if (this.#isWaiting) {
      this.#isWaiting = false;
      void frame.open();
    }
    return () => {
      this.#frames.splice(this.#frames.indexOf(frame), 1);
    };
  }

  /** `showFrame` asks the host for a new frame, which may be shown before or after it answers. */
  async ask(showFrame: () => Promise<unknown>): Promise<void> {
    const free = this.#frames.findLast((frame) => frame.isFree());
    if (free) return free.open();
    this.#isWaiting = true;
    await showFrame();
  }
}

export const openRequests = new OpenRequests();
