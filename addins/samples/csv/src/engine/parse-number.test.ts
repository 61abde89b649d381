import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberFromText } from './column.ts';

test.each([
  ['0', 0],
  ['-0', 0],
  ['+7', 7],
  [' 42 ', 42],
  ['1,120.00', 1120],
  ['12,345,678', 12345678],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['-2.5E-3', -0.0025],
  ['0.1', 0.1],
  ['123456789012345678901234567890', 1.2345678901234568e29],
])('reads %s', (text, expected) => {
  expect(numberFromText(text, '.')).toBe(expected);
});

test.each([
  '',
  ' ',
  '-',
  '.',
  'e5',
  '12 000',
  '1,23',
  '1,2345',
  '12,34,567',
  '1.2.3',
  '5 kg',
  '0x10',
  '1e',
  'Riga',
  '1e999',
])('"%s" is no number', (text) => {
  expect(numberFromText(text, '.')).toBeNaN();
});

test('reads numbers with a decimal comma', () => {
  expect(numberFromText('1.234.567,5', ',')).toBe(1234567.5);
  expect(numberFromText('0,75', ',')).toBe(0.75);
  expect(numberFromText('1.5', ',')).toBeNaN();
});

test('reads every number exactly as JavaScript does', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(numberFromText(String(number), '.')).toBe(number === 0 ? 0 : number);
    }),
  );
});

test('reads amounts exactly as JavaScript does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
      const text = `${whole}.${String(cents).padStart(2, '0')}`;
      expect(numberFromText(text, '.')).toBe(Number(text) + 0);
    }),
  );
});
