import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DisplayList, DRAW, DRAW_NUMBERS, displayList } from '../protocol/ui/drawing.ts';
import { Drawing } from './drawing.ts';

const sample = (): DisplayList =>
  new Drawing()
    .rect(0, 0, [100, 50])
    .fill('surface')
    .move(0, 0)
    .line(100, 50)
    .close()
    .stroke('#ff8800', 2)
    .arc(50, 25, [10])
    .fill('accent')
    .text('middle', [40, 30], { size: 12, color: 'muted' })
    .done();

test('what the SDK draws, the host takes', () => {
  expect(displayList.accepts(sample())).toBe(true);
  expect(sample().colors).toEqual(['surface', '#ff8800', 'accent', 'muted']);
  expect(displayList.accepts(new Drawing().done())).toBe(true);
});

test.each<[string, unknown]>([
  ['no record', [1]],
  ['something else in it', { ...sample(), more: 1 }],
  ['an operation that is not there', { ...sample(), ops: [99] }],
  ['no operation', { ...sample(), ops: [0] }],
  ['an end in the middle', { ...sample(), ops: [DRAW.move, 1] }],
  ['a number that is none', { ...sample(), ops: [DRAW.move, 1, Number.NaN] }],
  ['a number far away', { ...sample(), ops: [DRAW.move, 1, 1e9] }],
  ['a colour that is not there', { ...sample(), ops: [DRAW.fill, 4] }],
  ['a colour between two', { ...sample(), ops: [DRAW.fill, 0.5] }],
  ['a radius below zero', { ...sample(), ops: [DRAW.arc, 0, 0, -1, 0, 1] }],
  ['style sheet text as a colour', { ...sample(), colors: ['url(https://a.example)'] }],
  ['a name of a prototype as a colour', { ...sample(), colors: ['constructor'] }],
  ['a text that is none', { ...sample(), texts: [1] }],
  ['a hole among the texts', { ...sample(), texts: new Array(1) }],
  ['too much', { ...sample(), ops: new Array(DRAW_NUMBERS + 1).fill(DRAW.close) }],
])('a drawing with %s is refused', (_name, value) => {
  expect(displayList.accepts(value)).toBe(false);
});

test('no list of numbers breaks the check', () => {
  const number = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double());
  fc.assert(
    fc.property(fc.array(number, { maxLength: 30 }), (ops) => {
      expect(typeof displayList.accepts({ ...sample(), ops })).toBe('boolean');
    }),
  );
});
