import { expect, test, vi } from 'vitest';
import { runCli, runJson } from './testing/run-cli.ts';

/** Milliseconds: it waits for real processes on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const WRONG_CALLS: [words: string[], says: RegExp][] = [
  [[], /Say what to do/],
  [['pakc'], /Did you mean "bulkhead pack"\?/],
  [['inspct', 'x'], /Did you mean "bulkhead inspect"\?/],
  [['install'], /Commands: create, dev, pack, verify, inspect, contract/],
  [['pack'], /needs <folder>/],
  [['pack', 'a', 'b'], /needs <folder>/],
  [['pack', '/does/not/exist'], /no folder/],
  [['verify', '/does/not/exist.addin'], /no file/],
  [['pack', '.', '--minfy'], /Did you mean --minify\?/],
  [['pack', '.', '--whatever'], /no option --whatever/],
  [['pack', '.', '--out'], /out/],
  [['verify', 'x', '--out=y'], /no option --out/],
];
test.each(WRONG_CALLS)('a wrong call ends with 2 and a hint: %j', async (words, says) => {
  const plain = await runCli(words);
  expect(plain.code).toBe(2);
  expect(plain.stdout).toBe('');
  expect(plain.stderr).toMatch(says);
  const { code, data } = await runJson(words);
  expect(code).toBe(2);
  expect(data).toMatchObject({ ok: false, code: 'USAGE' });
});

test.each([[['--help']], [['help']], [['pack', '--help']], [['dev', '-h']], [['--version']]])(
  '%j helps',
  async (words) => {
    const { code, stdout, stderr } = await runCli(words);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(words[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /bulkhead/);
  },
);
