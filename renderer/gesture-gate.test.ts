import { expect, test } from 'vitest';
import { createGestureGate } from './gesture-gate.ts';

test('one gesture per add-in and second is passed on', () => {
  const told: string[] = [];
  let now = 0;
  const gesture = createGestureGate(
    (addinId) => told.push(addinId),
    () => now,
  );
  gesture('notes');
  now = 400;
  gesture('notes');
  gesture('csv');
  now = 1_000;
  gesture('notes');
  expect(told).toEqual(['notes', 'csv', 'notes']);
});
