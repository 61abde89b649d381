/** Time as the protocol needs it: this folder is pure and has no timers of its own. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Runs `task` once after `milliseconds`; the returned function calls it off. */
  after(milliseconds: number, task: () => void): () => void;
  /** Runs `task` at the end of this turn, before anything else can happen. */
  soon(task: () => void): void;
}
