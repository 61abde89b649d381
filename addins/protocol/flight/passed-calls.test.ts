import { expect, test } from 'vitest';
import { LITTLE_PASSED_WORK, PassedCalls } from './passed-calls.ts';

/** A clock that the test moves, and what was found. */
function world() {
  let now = 0;
  const found: string[] = [];
  const calls = new PassedCalls(
    () => now,
    (name, { callsPerSecond, meanHandling }) =>
      found.push(`${name} ${Math.round(callsPerSecond)}/s ${meanHandling.toFixed(2)} ms`),
  );
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  /** Calls for so many seconds, one after the other. */
  const oneByOne = (seconds: number, { took, pause }: { took: number; pause: number }) => {
    for (const end = now + seconds * 1_000; now < end; pass(pause)) {
      const ended = calls.begin('acme.calc add');
      pass(took);
      ended();
    }
  };
  return { calls, found, pass, oneByOne };
}

test('a loop over small calls is found when it has gone on for two seconds', () => {
  const { found, oneByOne } = world();
  oneByOne(1.5, { took: 0.4, pause: 0.6 });
  expect(found).toEqual([]);
  oneByOne(1, { took: 0.4, pause: 0.6 });
  expect(found).toEqual([expect.stringMatching(/^acme\.calc add 1\d\d\d\/s 0\.40 ms$/)]);
});

test.each([
  ['seldom', { took: 0.1, pause: 4 }],
  ['for much work each', { took: LITTLE_PASSED_WORK + 0.5, pause: 0.1 }],
])('asked %s is no reason for advice', (_how, pace) => {
  const { found, oneByOne } = world();
  oneByOne(5, pace);
  expect(found).toEqual([]);
});

test('calls that overlap share the time in which there was any', () => {
  const { calls, found, pass } = world();
  for (let turn = 0; turn < 300; turn++) {
    const open = Array.from({ length: 50 }, () => calls.begin('acme.calc add'));
    // Each of them alone took far longer than what is little.
    pass(9);
    for (const ended of open) ended();
    pass(1);
  }
  expect(found[0]).toMatch(/^acme\.calc add 5\d\d\d\/s 0\.18 ms$/);
});

test('no more names are kept than anybody listens to', () => {
  const { calls, found, pass } = world();
  for (let number = 0; number < 500; number++) calls.begin(`acme.calc member${number}`)();
  for (let turn = 0; turn < 5_000; turn++) {
    const ended = calls.begin('one too many');
    pass(0.5);
    ended();
  }
  expect(found).toEqual([]);
});
