import { expect, test } from 'vitest';
import { median, quantile, spreadOf } from './statistics.ts';

test('a median lies between the two middle values', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9, 1, 5])).toBe(5);
});

test('a quantile is interpolated between its neighbours', () => {
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
});

test('no values give no figure', () => {
  expect(() => median([])).toThrow('nothing');
});

test('the spread is relative to the median, and one wild round does not change it', () => {
  expect(spreadOf([8, 9, 10, 11, 12])).toBeCloseTo(0.2);
  expect(spreadOf([8, 9, 10, 11, 1_000])).toBeCloseTo(0.2);
  expect(spreadOf([0, 0, 0])).toBe(0);
});
