import { expect, test } from 'vitest';
import { agreeWithExitCode, fromPlaywright, fromVitest, inWords, sum } from './counts.ts';

test('sums steps and says them in words', () => {
  const total = sum([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 1, failed: 2, skipped: 0 },
  ]);
  expect(inWords(total)).toBe('4 passed, 2 failed');
  expect(inWords({ ...total, skipped: 1 })).toBe('4 passed, 2 failed, 1 skipped');
});

test('a test file that breaks before its first test counts as failed', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(fromVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test('an error outside the tests counts as failed; a second attempt, where allowed, as passed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 0 };
  expect(fromPlaywright({ stats, errors: [{}] })).toEqual({ passed: 6, failed: 2, skipped: 0 });
});

test('a bad exit code or an empty run is never a pass', () => {
  const green = { passed: 4, failed: 0, skipped: 0 };
  expect(agreeWithExitCode(green, 0)).toEqual(green);
  expect(agreeWithExitCode(green, 1).failed).toBe(1);
  expect(agreeWithExitCode({ passed: 0, failed: 0, skipped: 0 }, 0).failed).toBe(1);
});
