import { expect, test } from 'vitest';
import { nodeFlags } from './node-flags.ts';

const own = nodeFlags([]);

test.each([
  [['--max-old-space-size=64'], []],
  [['--permission', '--allow-fs-read=/'], []],
  [['--js-flags=--max-old-space-size=64'], ['--max-old-space-size=64']],
  [['--js-flags=--max-old-space-size=64 --stack-size=500'], ['--max-old-space-size=64', '--stack-size=500']],
  [['--inspect=0', '--inspector-x'], ['--inspect=0']],
  [
    ['--trace-warnings', '--no-deprecation'],
    ['--trace-warnings', '--no-deprecation'],
  ],
])('%j becomes %j', (execArgv, expected) => {
  expect(nodeFlags(execArgv).slice(own.length)).toEqual(expected);
});
