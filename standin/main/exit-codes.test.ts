import { expect, test } from 'vitest';
import { describeEnd } from './exit-codes.ts';

test.each([
  ['process.exit(0)', [{ code: 0, signal: null }, false], [0, null, 0]],
  ['process.exit(7)', [{ code: 7, signal: null }, false], [7, 'abnormal-exit', 1792]],
  ['kill()', [{ code: null, signal: 'SIGTERM' }, true], [0, 'killed', 15]],
  ['kill() that needed more', [{ code: null, signal: 'SIGKILL' }, true], [0, 'killed', 9]],
  ['a signal from outside', [{ code: null, signal: 'SIGKILL' }, false], [9, 'killed', 9]],
  ['a crash', [{ code: null, signal: 'SIGSEGV' }, false], [11, 'crashed', 11]],
  ['a crash during kill()', [{ code: null, signal: 'SIGSEGV' }, true], [11, 'crashed', 11]],
] as const)('%s', (_name, [end, killed], [exitCode, reason, rawStatus]) => {
  expect(describeEnd(end, killed)).toEqual({ exitCode, reason, rawStatus });
});
