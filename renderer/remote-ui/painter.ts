import type { Clock } from '../../addins/protocol/clock.ts';

/** When the window draws. A window that is hidden draws nothing, but add-ins must not wait for it. */
export interface Painter {
  /** Runs `task` right before the next paint, or soon when the window is hidden. */
  beforePaint(task: () => void): void;
  /** Runs `task` after the paint that is about to happen. Called inside `beforePaint`. */
  afterPaint(task: () => void): void;
}

/** Milliseconds after which a paint that does not come is not waited for: a hidden window gets none. */
const HIDDEN_PAINT = 120;

export function createBrowserPainter(): Painter {
  return {
    beforePaint(task) {
      let done = false;
      const run = () => {
        if (done) return;
        done = true;
        clearTimeout(timer);
        cancelAnimationFrame(frame);
        task();
      };
      const timer = setTimeout(run, HIDDEN_PAINT);
      const frame = requestAnimationFrame(run);
    },
    // A timer set inside an animation frame fires when that frame has been drawn.
    afterPaint: (task) => void setTimeout(task, 0),
  };
}

export function createBrowserClock(): Clock {
  return {
    now: () => performance.now(),
    after(milliseconds, task) {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
    soon: (task) => queueMicrotask(task),
  };
}
