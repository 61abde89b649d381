import { expect, test } from 'vitest';
import { describeSeries, scaleOf } from './chart-scale.ts';

const size = { width: 100, height: 50 };

test('a scale shows all values and zero', () => {
  const scale = scaleOf([{ label: 'a', values: [10, null, -10] }], 3, size);
  expect([scale.y(10), scale.y(0), scale.y(-10)]).toEqual([0, 25, 50]);
  expect(scaleOf([], 0, size).y(0)).toBe(50);
});

test('the numbers are described for people who cannot see them', () => {
  const words = describeSeries([{ label: 'Amount', values: [3, null, 9, 1] }], ['A', 'B', 'C', 'D']);
  expect(words).toBe('Amount: 4 values, lowest 1 (D), highest 9 (C).');
  expect(describeSeries([{ label: 'None', values: [null] }], ['A'])).toBe('None: no values.');
});
