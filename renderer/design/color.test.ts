import { expect, test } from 'vitest';
import { inkOn, safeColor } from './color.ts';

test('only a plain colour reaches a style', () => {
  expect(safeColor('#B4572c')).toBe('#B4572c');
  for (const hostile of ['', 'red', '#fff', 'url(x)', '#b4572c;position:fixed', 'var(--accent)']) {
    expect(safeColor(hostile)).toBe('#66707f');
  }
});

test('letters are dark on light colours and light on dark ones', () => {
  expect(inkOn('#ffffff')).toBe('#10131a');
  expect(inkOn('#d8a531')).toBe('#10131a');
  expect(inkOn('#5b57c9')).toBe('#ffffff');
  expect(inkOn('#000000')).toBe('#ffffff');
});
