import { expect, test } from 'vitest';
import { addin } from '../testing/sample-data.ts';
import { noticeOf } from './frame-state.ts';

const problem = {
  code: 'E_START_FAILED',
  title: 'The add-in did not start.',
  message: 'no port',
  remedy: 'Restart it.',
};

test('an add-in that never started has no last picture to speak of', () => {
  expect(noticeOf(addin({ id: 'notes', displayName: 'Notes', state: 'failed', problem }), false)?.sentence).toBe(
    'Notes did not start. no port',
  );
});

test('an add-in that crashed says so, and that the picture is old', () => {
  const crashed = { ...problem, code: 'E_CRASHED' };
  expect(
    noticeOf(addin({ id: 'notes', displayName: 'Notes', state: 'failed', problem: crashed }), false)?.sentence,
  ).toContain('last picture');
});

test('an add-in that runs needs no words', () => {
  expect(
    noticeOf(addin({ id: 'notes', displayName: 'Notes', state: 'running', problem: null }), false),
  ).toBeUndefined();
});
