import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayProblem, numberProblem } from './bounds.ts';

test('a day outside of its bounds is named in words, with the day that would do', () => {
  expect(dayProblem('2026-01-01', { min: '2026-01-02', max: undefined })).toMatch(/^Choose .*2026 or a later day\.$/);
  expect(dayProblem('2026-01-03', { min: undefined, max: '2026-01-02' })).toMatch(/or an earlier day\.$/);
  expect(dayProblem('2026-01-02', { min: '2026-01-02', max: '2026-01-02' })).toBeUndefined();
  expect(dayProblem(null, { min: '2026-01-02', max: undefined })).toBeUndefined();
});

test('a number outside of its bounds is named in words, with the number that would do', () => {
  expect(numberProblem(1, { min: 2, max: 12 })).toBe('Enter 2 or more.');
  expect(numberProblem(500, { min: 2, max: 12 })).toBe('Enter 12 or less.');
  expect(numberProblem(-1, { min: -0.000_25, max: undefined })).toBe('Enter -0.00025 or more.');
  expect(numberProblem(null, { min: 2, max: 12 })).toBeUndefined();
});

test('a number has a problem exactly when it is outside', () => {
  const bound = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined });
  fc.assert(
    fc.property(fc.double({ noNaN: true }), bound, bound, (number, min, max) => {
      const isInside = (min === undefined || number >= min) && (max === undefined || number <= max);
      expect(numberProblem(number, { min, max }) === undefined).toBe(isInside);
    }),
  );
});
