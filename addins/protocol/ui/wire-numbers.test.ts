import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberReader, packNumbers } from './wire-numbers.ts';

function unpack(numbers: readonly number[]): number[] {
  const reader = new NumberReader(packNumbers([numbers.slice(0, 2), numbers.slice(2)]));
  const read: number[] = [];
  while (!reader.isDone) read.push(reader.next());
  return read;
}

test('every whole number of 32 bits comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.integer({ min: -0x8002, max: -0x7ffe }))), (numbers) => {
      expect(unpack(numbers)).toEqual(numbers);
    }),
  );
});

test('a small number takes two bytes, and no memory rides along', () => {
  expect(packNumbers([[1, -1], [0x7fff]]).buffer.byteLength).toBe(6);
  expect(packNumbers([[0x8000]]).buffer.byteLength).toBe(6);
});
