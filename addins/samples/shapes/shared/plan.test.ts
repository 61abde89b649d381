import { expect, test } from 'vitest';
import { plan } from './plan.ts';
import { createShape } from './shape.ts';

test('a shape stands where its centre and size say, and what is hidden is not drawn', () => {
  const box = createShape('7', { centre: { x: 3, y: 2 }, size: { width: 4, height: 2 } });
  expect(
    plan([box])
      .split('\n')
      .slice(0, 4)
      .map((row) => row.slice(0, 6)),
  ).toEqual(['······', '·7777·', '·7777·', '······']);
  expect(plan([{ ...box, isVisible: false }])).not.toContain('7');
});

test('a quarter turn makes a wide shape a high one', () => {
  const box = createShape('7', { centre: { x: 5, y: 5 }, size: { width: 6, height: 2 }, rotation: 90 });
  expect(
    plan([box])
      .split('\n')
      .filter((row) => row.includes('7')),
  ).toHaveLength(6);
});
