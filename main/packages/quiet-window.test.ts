import { expect, test } from 'vitest';
import { QuietWindow } from './quiet-window.ts';

/** A clock that moves only when it is told to. */
class HandClock {
  #now = 0;
  #tasks: { at: number; task: () => void }[] = [];

  now = (): number => this.#now;
  soon = (task: () => void): void => task();
  after = (milliseconds: number, task: () => void): (() => void) => {
    const entry = { at: this.#now + milliseconds, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((each) => each !== entry);
    };
  };

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#tasks.filter((entry) => entry.at <= end).sort((left, right) => left.at - right.at)[0];
      if (!next) break;
      this.#tasks = this.#tasks.filter((entry) => entry !== next);
      this.#now = next.at;
      next.task();
    }
    this.#now = end;
  }
}

function setUp() {
  const clock = new HandClock();
  const settled: [at: number, last: boolean][] = [];
  const quiet = new QuietWindow(clock, (last) => settled.push([clock.now(), last]));
  return { clock, quiet, settled };
}

test('waits 800 ms after the last change', () => {
  const { clock, quiet, settled } = setUp();
  quiet.touch();
  clock.advance(700);
  quiet.touch();
  clock.advance(799);
  expect(settled).toEqual([]);
  clock.advance(5_000);
  expect(settled).toEqual([[1_500, false]]);
});

test('looks after 10 s even when changes never end', () => {
  const { clock, quiet, settled } = setUp();
  for (let at = 0; at < 10_000; at += 500) {
    quiet.touch();
    clock.advance(500);
  }
  expect(settled).toEqual([[10_000, true]]);
});

test('an incomplete package is looked at again at the cap, or when it changes', () => {
  const { clock, quiet, settled } = setUp();
  quiet.touch();
  clock.advance(800);
  quiet.waitForMore();
  clock.advance(2_000);
  quiet.touch();
  clock.advance(800);
  quiet.waitForMore();
  clock.advance(20_000);
  expect(settled).toEqual([
    [800, false],
    [3_600, false],
    [10_000, true],
  ]);
});

test('after the end of one series the next has its own cap', () => {
  const { clock, quiet, settled } = setUp();
  quiet.touch();
  clock.advance(800);
  quiet.finish();
  clock.advance(60_000);
  quiet.touch();
  clock.advance(800);
  expect(settled).toEqual([
    [800, false],
    [61_600, false],
  ]);
});

test('nothing happens after the stop', () => {
  const { clock, quiet, settled } = setUp();
  quiet.touch();
  quiet.stop();
  clock.advance(20_000);
  expect(settled).toEqual([]);
});
