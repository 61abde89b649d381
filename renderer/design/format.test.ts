import { expect, test } from 'vitest';
import { formatAgo, formatBytes, formatDuration, plural } from './format.ts';

test.each([
  [0, '0 B'],
  [1_023, '1,023 B'],
  [4_096, '4 kB'],
  [41 * 1_048_576, '41 MB'],
  [1.5 * 1_073_741_824, '1.5 GB'],
])('%d bytes read as %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

test.each([
  [5_000, 'just now'],
  [6 * 60_000, '6 min ago'],
  [5 * 3_600_000, '5 h ago'],
  [30 * 3_600_000, 'yesterday'],
  [3 * 86_400_000, '3 days ago'],
])('an age of %d ms reads as %s', (age, words) => expect(formatAgo(1e12 - age, 1e12)).toBe(words));

test('one frame, two frames', () => {
  expect(plural(1, 'frame')).toBe('1 frame');
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
});

test.each([
  [0, '0 µs'],
  [0.0804, '80 µs'],
  [1.24, '1.2 ms'],
  [34.4, '34 ms'],
  [2_140, '2.1 s'],
  [180_000, '3 min'],
])('%d milliseconds are written %s', (milliseconds, words) => {
  expect(formatDuration(milliseconds)).toBe(words);
});
