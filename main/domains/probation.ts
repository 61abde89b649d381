import { nodeClock } from '../base/node-clock.ts';

/** Milliseconds in which a crash of a new version brings the old one back by itself. */
const PROBATION = 60_000;

/** The version that took over a moment ago, until it has proved itself. */
export class Probation {
  #hash: string | undefined;
  #cancel: (() => void) | undefined;

  begin(hash: string): void {
    this.end();
    this.#hash = hash;
    this.#cancel = nodeClock.after(PROBATION, () => this.end());
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#hash = undefined;
  }

  covers(hash: string): boolean {
    return this.#hash === hash;
  }
}
