import { expect, test } from 'vitest';
import { asJsonLine, asTable, ratioFigure, worstOf } from './figure.ts';

test('a ratio is taken within each round, so a slow moment does not count', () => {
  const figure = ratioFigure('x.ratio', [
    { baseline: 1, ours: 1.2 },
    { baseline: 100, ours: 120 },
    { baseline: 2, ours: 2.4 },
  ]);
  expect(figure.value).toBeCloseTo(1.2);
  expect(figure).toMatchObject({ baseline: 2, better: 'lower', n: 3, unit: 'ratio' });
  expect(figure.spread).toBeCloseTo(0);
});

test('the worst of several is the one farthest from what is better', () => {
  const low = ratioFigure('low', [{ baseline: 1, ours: 1 }]);
  const high = ratioFigure('high', [{ baseline: 1, ours: 3 }]);
  expect(worstOf('all', [low, high])).toMatchObject({ name: 'all', value: 3 });
  const asHigher = [low, high].map((figure) => ({ ...figure, better: 'higher' as const }));
  expect(worstOf('all', asHigher).value).toBe(1);
});

test('a line of JSON has exactly the agreed fields', () => {
  const line = asJsonLine(ratioFigure('x.ratio', [{ baseline: 3, ours: 4 }]));
  expect(JSON.parse(line)).toEqual({
    name: 'x.ratio',
    value: 1.333,
    unit: 'ratio',
    baseline: 3,
    better: 'lower',
    n: 1,
    spread: 0,
  });
});

test('the table lines up', () => {
  const [headings, row] = asTable([ratioFigure('long.name.ratio', [{ baseline: 3, ours: 4 }])]);
  expect(headings?.indexOf('value')).toBe(row?.indexOf('1.33 x'));
});
