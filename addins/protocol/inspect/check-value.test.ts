import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkValue, fitsRow, isDate } from './check-value.ts';
import { PROPERTY_TYPES, type PropertyRow, propertyRow, type Scalar } from './property-row.ts';

function row(type: PropertyRow['type'], more: Partial<PropertyRow> = {}): PropertyRow {
  const options = type === 'enum' ? [{ value: 'a', label: 'A' }] : undefined;
  return { name: 'p', label: 'P', type, options, ...more };
}

describe('a day', () => {
  test.each(['2024-02-29', '2000-02-29', '2026-12-31', '0999-01-01'])('%s is in the calendar', (day) => {
    expect(isDate(day)).toBe(true);
  });

  test.each(['2023-02-29', '1900-02-29', '2026-13-01', '2026-04-31', '2026-00-10', '26-01-01', '2026-1-1', ''])(
    '%s is not',
    (day) => expect(isDate(day)).toBe(false),
  );

  test('the calendar is the one that everybody uses', () => {
    const noTime = { min: new Date('1600-01-01'), max: new Date('2400-01-01'), noInvalidDate: true };
    fc.assert(fc.property(fc.date(noTime), (date) => isDate(date.toISOString().slice(0, 10))));
  });
});

test.each<[PropertyRow, Scalar, string | undefined]>([
  [row('text'), '', undefined],
  [row('text', { maxLength: 3 }), 'four', 'At most 3 characters.'],
  [row('text'), 4, 'Type a text.'],
  [row('text'), null, 'This cannot be empty.'],
  [row('text', { empty: true }), null, undefined],
  [row('number'), 1.5, undefined],
  [row('number'), Number.NaN, 'Type a number.'],
  [row('integer'), 1.5, 'Type a whole number.'],
  [row('number', { min: 0 }), -1, 'Type 0 or more.'],
  [row('number', { max: 9 }), 10, 'Type 9 or less.'],
  [row('number', { min: 0, max: 9 }), 10, 'Type a number from 0 to 9.'],
  [row('boolean'), false, undefined],
  [row('boolean'), 'false', 'Choose on or off.'],
  [row('enum'), 'a', undefined],
  [row('enum'), 'b', 'Choose one of the list.'],
  [row('color'), '#00ff00', undefined],
  [row('color'), '#00FF00', 'Type a colour such as #2f7d6b.'],
  [row('date'), '2026-02-30', 'Type a day that the calendar has.'],
  [row('date', { empty: true }), '', 'Type a day that the calendar has.'],
  [row('list', { empty: true }), null, 'This cannot be typed.'],
  [row('object'), 'x', 'This cannot be typed.'],
  [row('list'), 'x', 'This cannot be typed.'],
])('%j takes %j: %s', (property, value, problem) => {
  expect(checkValue(property, value)).toBe(problem);
});

test('whatever may be set can be shown', () => {
  const anyScalar = fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.string(), fc.constant('#aabbcc'));
  fc.assert(
    fc.property(fc.constantFrom(...PROPERTY_TYPES), anyScalar, fc.boolean(), (type, value, empty) => {
      const property = row(type, { empty });
      return checkValue(property, value) !== undefined || fitsRow(property, value);
    }),
  );
});

test.each([
  [row('number'), 'five'],
  [row('text'), 5],
  [row('color'), 'url(x)'],
  [row('date'), 'today'],
  [row('list'), { object: 'x' }],
  [row('object'), { list: 1, preview: '' }],
  [row('object'), 'x'],
])('a value of another form does not pass as %j', (property, value) => {
  expect(fitsRow(property, value)).toBe(false);
});

test.each([
  { name: '', label: 'x', type: 'text' },
  { name: 'x\u001fy', label: 'x', type: 'text' },
  { name: 'x', label: 'x', type: 'html' },
  { name: 'x', label: 'x', type: 'enum' },
  { name: 'x', label: 'x', type: 'text', options: [{ value: 'a', label: 'a' }] },
  { name: 'x', label: 'x', type: 'number', min: 2, max: 1 },
  { name: 'x', label: 'x', type: 'number', step: 0 },
  { name: 'x', label: 'x', type: 'number', max: Number.POSITIVE_INFINITY },
  { name: 'x', label: 'x', type: 'text', style: 'color: red' },
  { name: 'x', label: 'x'.repeat(201), type: 'text' },
  { name: 'x', label: 'x', type: 'text', default: { nested: true } },
])('%j is no property', (bad) => {
  expect(propertyRow.safeParse(bad).success).toBe(false);
});
