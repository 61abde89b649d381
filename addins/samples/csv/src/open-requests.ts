type Open = () => Promise<void>;

/** Brings the "Open" command, which belongs to no frame, to the frame that was shown last. */
class OpenRequests {
  readonly #frames: Open[] = [];
  #isWaiting = false;

  /** A frame that can open files. Answers how to take it off the list. */
  take(open: Open): () => void {
    this.#frames.push(open);
    if (this.#isWaiting) {
      this.#isWaiting = false;
      void open();
    }
    return () => {
      this.#frames.splice(this.#frames.indexOf(open), 1);
    };
  }

  /** The command may be faster than the frame that the host opens for it. */
  async ask(): Promise<void> {
    const open = this.#frames.at(-1);
    this.#isWaiting = !open;
    await open?.();
  }
}

export const openRequests = new OpenRequests();
