import { expect, test } from 'vitest';
import type { Cell } from '../../../addins/protocol/ui/prop-types.ts';
import { nextRow } from './row-keys.ts';
import { parentRow, readTreeLine, rowOfId, rowOfWords } from './tree-rows.ts';

const lines = new Map<number, readonly Cell[]>([
  [3, ['a', 'Apples', 0, 'expanded', 'folder', 1, 2]],
  [4, ['b', 'Braeburn', 1, 'leaf', null, null, null]],
  [5, ['c', 'Cox', 1, 'collapsed', 'script', 0, 1.5]],
  [6, ['d', 'Bananas', 0, 'leaf', null, null, null]],
]);

test('a line is read from its cells, and what does not fit is not believed', () => {
  expect(readTreeLine(lines.get(3))).toEqual({
    ...{ id: 'a', label: 'Apples', depth: 0, state: 'expanded' },
    ...{ icon: 'folder', position: 1, siblings: 2 },
  });
  expect(readTreeLine(lines.get(5))).toMatchObject({ icon: undefined, position: undefined, siblings: undefined });
  expect(readTreeLine([null, 7, -3, 'open', '__proto__'])).toMatchObject({
    id: '',
    label: '7',
    depth: 0,
    state: 'leaf',
  });
  expect(readTreeLine(['x', 'X', 1e9])?.depth).toBe(64);
  expect(readTreeLine(undefined)).toBeUndefined();
});

test('lines are found by their name, their parent and their first letters', () => {
  expect(rowOfId(lines, 'c')).toBe(5);
  expect(rowOfId(lines, 'z')).toBeUndefined();
  expect(parentRow(lines, 5)).toBe(3);
  expect(parentRow(lines, 3)).toBeUndefined();
  expect(
    parentRow(
      new Map([
        [90, ['y', 'Y', 2]],
        [91, ['x', 'X', 2]],
      ]),
      91,
    ),
  ).toBe(90);
  expect(parentRow(new Map([[91, ['x', 'X', 2]]]), 91)).toBe(90);
  expect(parentRow(new Map([[91, ['x', 'X', 2, 'leaf', null, 1, 1, 7]]]), 91)).toBe(7);
  expect(parentRow(new Map([[91, ['x', 'X', 2, 'leaf', null, 1, 1, 200]]]), 91)).toBe(90);
  expect(rowOfWords(lines, 'b', 4)).toBe(4);
  expect(rowOfWords(lines, 'b', 5)).toBe(6);
  expect(rowOfWords(lines, 'B', 7)).toBe(4);
  expect(rowOfWords(lines, 'zz', 0)).toBeUndefined();
});

test('keys move between rows and stay inside', () => {
  const view = { rowCount: 10, page: 4 };
  expect(nextRow('ArrowDown', null, view)).toBe(0);
  expect(nextRow('ArrowDown', 9, view)).toBe(9);
  expect(nextRow('PageUp', 2, view)).toBe(0);
  expect(nextRow('End', 0, view)).toBe(9);
  expect(nextRow('x', 0, view)).toBeUndefined();
  expect(nextRow('Home', 0, { rowCount: 0, page: 4 })).toBeUndefined();
});
