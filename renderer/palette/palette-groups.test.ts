import { expect, test } from 'vitest';
import { groupCommands, rememberCommand } from './palette-groups.ts';

function memory(kept: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map(Object.entries(kept));
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

const command = (id: string, group: string, disabled = false) => ({
  id,
  title: id,
  group,
  disabled,
  run: () => undefined,
});
const COMMANDS = [command('a', 'One'), command('b', 'Two'), command('c', 'One'), command('d', 'Two', true)];
const shape = (store: Pick<Storage, 'getItem' | 'setItem'>) =>
  groupCommands(COMMANDS, store).map(({ label, items }) => [label, ...items.map((item) => item.id)]);

test('commands are listed by group, without what cannot be done now', () => {
  expect(shape(memory())).toEqual([
    ['One', 'a', 'c'],
    ['Two', 'b'],
  ]);
});

test('what was used lately comes first, latest first, and only once', () => {
  const store = memory();
  for (const id of ['a', 'b', 'a', 'gone']) rememberCommand(id, store);
  expect(shape(store)).toEqual([
    ['Used lately', 'a', 'b'],
    ['One', 'c'],
  ]);
});

test('a damaged memory is an empty one', () => {
  expect(shape(memory({ 'palette.recent': '{oops' }))[0]).toEqual(['One', 'a', 'c']);
  expect(shape(memory({ 'palette.recent': '[1,null,"b"]' }))[0]).toEqual(['Used lately', 'b']);
});
