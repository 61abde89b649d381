import { expect, test } from 'vitest';
import { countOf, formatCount, formatNumber, formatSeconds, formatShare, formatSize } from './format.ts';

test('writes numbers the way people read them', () => {
  expect(formatCount(1_000_000)).toBe('1,000,000');
  expect(formatNumber(412_900_118.4)).toBe('412,900,118.40');
  expect(formatNumber(-1234)).toBe('-1,234');
  expect(formatNumber(0.000_123_456_7)).toBe('0.000123457');
  expect(formatNumber(2e20)).toBe('2.00000e+20');
  expect(formatSize(199)).toBe('1 kB');
  expect(formatSize(197_281_177)).toBe('197 MB');
  expect(formatSeconds(412)).toBe('0.4 s');
  expect(formatSeconds(3)).toBe('0.1 s');
  expect(formatShare(1, 8)).toBe('12.5 %');
  expect(formatShare(1, 1_000_000)).toBe('< 0.1 %');
  expect(formatShare(5, 5)).toBe('100 %');
  expect(countOf(1, 'row', 'rows')).toBe('1 row');
});
