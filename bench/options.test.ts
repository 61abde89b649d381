import { expect, test } from 'vitest';
import { isWanted, parseOptions } from './options.ts';

test('without options everything is measured', () => {
  expect(parseOptions([])).toEqual({ json: false, only: [], rounds: undefined });
  expect(isWanted('ui.mount10k.ratio', [])).toBe(true);
});

test('figures are chosen by name or by the beginning of their names', () => {
  const { only, json, rounds } = parseOptions(['--json', '--only', 'call,upgrade.lost', '--rounds', '3']);
  expect({ json, rounds }).toEqual({ json: true, rounds: 3 });
  expect(isWanted('call.latency.ratio', only)).toBe(true);
  expect(isWanted('upgrade.lost', only)).toBe(true);
  expect(isWanted('upgrade.blackout.ms', only)).toBe(false);
  expect(isWanted('callback.ratio', only)).toBe(false);
});

test.each([['--rounds', '0'], ['--rounds', 'many'], ['--fast']])('refuses %s %s', (...words) => {
  expect(() => parseOptions(words)).toThrow();
});
