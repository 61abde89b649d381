import { expect, test } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

/** A clock that moves when it is told to, one look after the other. */
function createHeart() {
  let due: (() => void) | undefined;
  const said: string[] = [];
  const heart = new Heartbeat({
    clock: {
      now: () => 0,
      soon: queueMicrotask,
      after: (_milliseconds, task) => {
        due = task;
        return () => {
          due = undefined;
        };
      },
    },
    interval: 10,
    misses: 2,
    ask: (number) => said.push(`ask ${number}`),
    onSilence: () => said.push('silence'),
  });
  const look = () => {
    const task = due;
    due = undefined;
    task?.();
  };
  return { heart, said, look, isPlanned: () => due !== undefined };
}

test('a peer that says anything is not asked', () => {
  const { heart, said, look } = createHeart();
  for (let count = 0; count < 5; count++) {
    heart.sign();
    look();
  }
  expect(said).toEqual([]);
});

test('a silent peer is asked, and its answer starts everything anew', () => {
  const { heart, said, look } = createHeart();
  look();
  look();
  look();
  expect(said).toEqual(['ask 1', 'ask 2']);
  heart.sign();
  look();
  look();
  expect(said).toEqual(['ask 1', 'ask 2', 'ask 3']);
});

test('unanswered questions are the end, and nothing is asked after it', () => {
  const { said, look, isPlanned } = createHeart();
  for (let count = 0; count < 4; count++) look();
  expect(said).toEqual(['ask 1', 'ask 2', 'silence']);
  expect(isPlanned()).toBe(false);
});

test('an ended heart looks no more', () => {
  const { heart, isPlanned } = createHeart();
  heart.end();
  expect(isPlanned()).toBe(false);
});
