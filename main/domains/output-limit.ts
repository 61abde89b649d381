import { nodeClock } from '../base/node-clock.ts';

/** Characters of one process's output that are kept within PERIOD: a crash report fits, a flood does not. */
const KEPT = 16_384;
/** Milliseconds. */
const PERIOD = 10_000;

/** Passes on what a process prints until it is too much; then says so once and stays silent for the rest of the period. */
export function limitOutput(pass: (text: string) => void): (text: string) => void {
  let startedAt = -PERIOD;
  let left = 0;
  return (text) => {
    const now = nodeClock.now();
    if (now - startedAt >= PERIOD) {
      startedAt = now;
      left = KEPT;
    }
    if (left <= 0) return;
    pass(text.slice(0, left));
    left -= text.length;
    if (left <= 0) pass('It prints too much; the rest is left out.');
  };
}
