import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PropertyRow } from '../../addins/protocol/inspect/property-row.ts';
import { nameOfValue, parseText, stepped, textOfValue } from './value-text.ts';

const row = (type: PropertyRow['type'], more: Partial<PropertyRow> = {}): PropertyRow => ({
  ...{ name: 'p', label: 'P', type },
  ...more,
});

test.each<[PropertyRow, string, unknown]>([
  [row('number'), ' 1,5 ', { value: 1.5 }],
  [row('number'), '-.5', { value: -0.5 }],
  [row('number'), '1e3', { value: 1000 }],
  [row('number'), '0x10', { problem: 'Type a number.' }],
  [row('number'), '1.2.3', { problem: 'Type a number.' }],
  [row('number'), '1,000', { problem: 'Type a number.' }],
  [row('number'), '1,000,000', { problem: 'Type a number.' }],
  [row('number'), '1e999', { problem: 'Type a number.' }],
  [row('number'), '', { problem: 'This cannot be empty.' }],
  [row('number', { empty: true }), '', { value: null }],
  [row('integer'), '1.5', { problem: 'Type a whole number.' }],
  [row('color'), 'FC8', { value: '#ffcc88' }],
  [row('color'), '#2F7D6B', { value: '#2f7d6b' }],
  [row('color'), '#2f7d', { problem: 'Type a colour such as #2f7d6b.' }],
  [row('date', { empty: true }), '', { value: null }],
  [row('text'), ' as typed ', { value: ' as typed ' }],
  [row('boolean'), 'true', { value: true }],
])('%j reads %j as %j', (property, text, parsed) => {
  expect(parseText(property, text)).toEqual(parsed);
});

test('a number that is shown reads back as itself', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(numbers, (value) => {
      expect(parseText(row('number'), textOfValue(value))).toEqual({ value: Object.is(value, -0) ? 0 : value });
    }),
  );
});

test.each<[Partial<PropertyRow>, string, number, string]>([
  [{}, '1', 1, '2'],
  [{ step: 0.1 }, '0.2', 1, '0.3'],
  [{ max: 5 }, '5', 1, '5'],
  [{ min: 3 }, '', -1, '3'],
  [{ step: 15 }, '40', -10, '-110'],
  [{}, 'nonsense', 1, '1'],
])('a step %j from %s by %i is %s', (...[more, text, steps, next]) => {
  expect(stepped(row('number', more), text, steps)).toBe(next);
});

test('values are called as people see them', () => {
  const choice = row('enum', { options: [{ value: 'a', label: 'Alpha' }] });
  expect(nameOfValue(choice, 'a')).toBe('“Alpha”');
  expect(nameOfValue(row('boolean'), true)).toBe('on');
  expect(nameOfValue(row('text'), null)).toBe('nothing');
  expect(nameOfValue(row('text'), 'x'.repeat(90))).toHaveLength(63);
});
