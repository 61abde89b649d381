import { expect, test } from 'vitest';
import type { PropertyRow, Scalar } from '../../addins/protocol/inspect/property-row.ts';
import type { DescribedObject } from './described-object.ts';
import { mergeRows } from './merge-rows.ts';

type Row = Partial<PropertyRow> & Pick<PropertyRow, 'name' | 'type'>;

function described(rows: readonly Row[], values: readonly Scalar[]): DescribedObject {
  const definition = { rows: rows.map((row) => ({ label: row.name, ...row })) };
  return {
    ...{ handle: 1, key: 'k', title: 't', version: 1, total: rows.length, definition },
    values: new Map(rows.map(({ name }, index) => [name, values[index] ?? null])),
  };
}

const options = (...values: string[]) => values.map((value) => ({ value, label: value }));

test('of two objects only what has the same name and type is left', () => {
  const left = described(
    [
      { name: 'a', type: 'text' },
      { name: 'b', type: 'number' },
      { name: 'c', type: 'text' },
    ],
    ['x', 1, 'y'],
  );
  const right = described(
    [
      { name: 'c', type: 'text' },
      { name: 'b', type: 'text' },
      { name: 'a', type: 'text' },
    ],
    ['z', '1', 'x'],
  );
  expect(mergeRows([left, right]).map(({ row, value, isMixed }) => [row.name, value, isMixed])).toEqual([
    ['a', 'x', false],
    ['c', 'y', true],
  ]);
});

test('what both allow is what can be chosen', () => {
  const left = described(
    [
      { name: 'n', type: 'number', min: 0, max: 50 },
      { name: 'e', type: 'enum', options: options('a', 'b') },
    ],
    [1, 'b'],
  );
  const right = described(
    [
      { name: 'n', type: 'number', max: 20, readonly: true },
      { name: 'e', type: 'enum', options: options('b', 'c') },
    ],
    [1, 'b'],
  );
  expect(mergeRows([left, right]).map(({ row }) => row)).toMatchObject([
    { min: 0, max: 20, readonly: true },
    { options: [{ value: 'b' }] },
  ]);
  const other = described([{ name: 'e', type: 'enum', options: options('x') }], ['x']);
  expect(mergeRows([left, other])).toEqual([]);
});

test('what depends on another property is shown while that one calls for it', () => {
  const rows: Row[] = [
    { name: 'kind', type: 'text' },
    { name: 'points', type: 'number', dependsOn: { name: 'kind', values: ['star'] } },
  ];
  const names = (...kinds: string[]) =>
    mergeRows(kinds.map((kind) => described(rows, [kind, 5]))).map(({ row }) => row.name);
  expect(names('star')).toEqual(['kind', 'points']);
  expect(names('box')).toEqual(['kind']);
  expect(names('star', 'box')).toEqual(['kind', 'points']);
});
