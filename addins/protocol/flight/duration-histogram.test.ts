import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DurationHistogram } from './duration-histogram.ts';

function histogramOf(durations: readonly number[]): DurationHistogram {
  const histogram = new DurationHistogram();
  for (const duration of durations) histogram.add(duration);
  return histogram;
}

test('without calls every percentile is 0', () => {
  expect(histogramOf([]).percentile(0.99)).toBe(0);
});

test('percentiles of a known crowd', () => {
  const histogram = histogramOf([...new Array(98).fill(1), 20, 300]);
  expect(histogram.percentile(0.5)).toBeCloseTo(1, 1);
  expect(histogram.percentile(0.99)).toBeGreaterThan(20);
  expect(histogram.percentile(0.99)).toBeLessThan(20 * 1.0625 + 0.001);
  expect(histogram.percentile(1)).toBeGreaterThan(300);
  expect(histogram.buckets().map(([, count]) => count)).toEqual([98, 1, 1]);
});

test('a percentile is never below the true one and at most a sixteenth and a microsecond above it', () => {
  const durations = fc.array(fc.double({ min: 0, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (list, share) => {
      const sorted = list.toSorted((one, other) => one - other);
      const truth = sorted[Math.max(1, Math.ceil(list.length * share)) - 1] as number;
      const said = histogramOf(list).percentile(share);
      expect(said).toBeGreaterThanOrEqual(truth);
      expect(said).toBeLessThanOrEqual(truth * 1.0625 + 0.0011);
    }),
  );
});

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1e12])('%d is counted and breaks nothing', (odd) => {
  const histogram = histogramOf([odd]);
  expect(histogram.total).toBe(1);
  expect(histogram.buckets()).toHaveLength(1);
});
