import { expect, test } from 'vitest';
import { readAmounts } from './amounts.ts';

test('one number on each line', () => {
  expect(readAmounts('0.1\n\n 2 \nthree\n-4\nInfinity')).toEqual([0.1, 2, -4]);
});
