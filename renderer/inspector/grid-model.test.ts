import { expect, test } from 'vitest';
import { inspectable, notifyChanged } from '../../addins/sdk/index.ts';
import { GridModel } from './grid-model.ts';
import type { ChangeListener, GridSource } from './grid-source.ts';
import { BOX, InspectedPair, makeBox, pathOf } from './testing/inspected-pair.tsx';

const WIDTH = pathOf('width');

async function openBoxes(...boxes: object[]): Promise<InspectedPair> {
  const pair = await InspectedPair.open(boxes);
  await expect.poll(() => pair.lines().length).toBeGreaterThan(0);
  return pair;
}

test('an object of an add-in is shown by category', async () => {
  const pair = await openBoxes(makeBox('one'));
  expect(pair.model.getSnapshot().title).toBe('one');
  expect(pair.lines()).toEqual([
    'Name',
    '  Label = "one"',
    'General',
    '  Width = 10',
    '  Look = "plain"',
    '  Corner = {"object":"1, 2"}',
    '  Tags = {"list":2,"preview":""}',
    '  Inner = {"object":null}',
  ]);
  expect(pair.violations).toEqual([]);
});

test('what is typed reaches the object when it is taken over, not before', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  pair.model.type(WIDTH, '25');
  expect(pair.row('width').draft).toMatchObject({ text: '25', state: 'editing' });
  expect(box.width).toBe(10);
  pair.model.commit(WIDTH);
  await expect.poll(() => box.width).toBe(25);
  await expect.poll(() => pair.row('width')).toMatchObject({ value: 25, draft: undefined });
});

test('edits that follow each other faster than their answers do not cross themselves', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  for (const text of ['11', '12', '13', '14']) pair.model.choose(WIDTH, text);
  await expect.poll(() => box.width).toBe(14);
  await expect.poll(() => pair.row('width')).toMatchObject({ value: 14, draft: undefined });
  pair.model.toggle(pair.row('tags'));
  await expect.poll(() => pair.lines()).toContain('    1 = "a"');
  pair.model.choose(pathOf('tags', '0'), 'first');
  pair.model.insert(pair.row('tags'));
  await expect.poll(() => box.tags).toEqual(['first', 'b', '']);
  expect(pair.row('tags').notice).toBe('');
});

test('what is no value stays in the field and says why', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  pair.model.choose(WIDTH, '501');
  expect(pair.row('width').draft).toMatchObject({
    text: '501',
    state: 'invalid',
    message: 'Type a number from 1 to 500.',
  });
  pair.model.revert(WIDTH);
  expect(pair.row('width')).toMatchObject({ value: 10, draft: undefined });
});

test('a refusal of the add-in is shown at the field', async () => {
  const properties = BOX.map((property) => ({ ...property, check: () => 'Not today.' })) as typeof BOX;
  const pair = await openBoxes(makeBox('one', {}, properties));
  pair.model.choose(WIDTH, '20');
  await expect.poll(() => pair.row('width').draft).toMatchObject({ state: 'invalid', message: 'Not today.' });
});

test('a value that changes under a person’s hands is a question; either answer counts', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  const change = (width: number) => {
    box.width = width;
    notifyChanged(box, ['width']);
  };
  pair.model.type(WIDTH, '25');
  change(77);
  await expect.poll(() => pair.row('width').draft).toMatchObject({ state: 'conflict', theirs: 77, text: '25' });
  pair.model.commit(WIDTH);
  expect(pair.row('width').draft?.state).toBe('conflict');
  pair.model.keepMine(WIDTH);
  await expect.poll(() => box.width).toBe(25);
  await expect.poll(() => pair.row('width').draft).toBeUndefined();

  pair.model.type(WIDTH, '30');
  change(88);
  await expect.poll(() => pair.row('width').draft?.state).toBe('conflict');
  pair.model.revert(WIDTH);
  expect(pair.row('width')).toMatchObject({ value: 88, draft: undefined });
  expect(box.width).toBe(88);
});

test('a change that nobody told of is a question when the edit arrives', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  pair.model.type(WIDTH, '25');
  box.width = 66;
  pair.model.commit(WIDTH);
  await expect.poll(() => pair.row('width').draft).toMatchObject({ state: 'conflict', theirs: 66 });
  expect(box.width).toBe(66);
});

test('several objects are shown by what they have in common, and edited together', async () => {
  const boxes = [
    makeBox('one'),
    makeBox(
      'two',
      { width: 20 },
      BOX.filter(({ name }) => name !== 'look'),
    ),
  ];
  const pair = await openBoxes(...boxes);
  expect(pair.model.getSnapshot().title).toBe('2 objects');
  expect(pair.lines()).toEqual([
    'Name',
    '  Label = Mixed',
    'General',
    '  Width = Mixed',
    '  Corner = {"object":"1, 2"}',
    '  Tags = {"list":2,"preview":""}',
    '  Inner = {"object":null}',
  ]);
  expect(pair.row('tags').canOpen).toBe(false);
  pair.model.choose(WIDTH, '33');
  await expect.poll(() => boxes.map(({ width }) => width)).toEqual([33, 33]);
  await expect.poll(() => pair.row('width')).toMatchObject({ value: 33, isMixed: false });
  pair.model.toggle(pair.row('corner'));
  await expect.poll(() => pair.lines()).toContain('    X = 1');
  pair.model.choose(pathOf('corner', 'x'), '9');
  await expect.poll(() => boxes.map(({ corner }) => corner.x)).toEqual([9, 9]);
});

test('objects open in place; a circle of objects is seen as one', async () => {
  const box = makeBox('one');
  box.inner = makeBox('two', { inner: box });
  const pair = await openBoxes(box);
  pair.model.toggle(pair.row('inner'));
  await expect.poll(() => pair.lines()).toContain('    Label = "two"');
  pair.model.toggle(pair.row('inner', 'inner'));
  await expect.poll(() => pair.lines()).toContain('      This object is open further up.');
  box.inner = makeBox('three');
  notifyChanged(box);
  await expect.poll(() => pair.lines()).toContain('    Label = "three"');
});

test('items of a list are added, typed, moved and removed', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  pair.model.insert(pair.row('tags'));
  await expect.poll(() => box.tags).toEqual(['a', 'b', '']);
  await expect.poll(() => pair.lines()).toContain('    3 = ""');
  expect(pair.model.getSnapshot().activeId).toBe(pathOf('tags', '2'));
  pair.model.choose(pathOf('tags', '2'), 'c');
  await expect.poll(() => box.tags).toEqual(['a', 'b', 'c']);
  await expect.poll(() => pair.lines()).toContain('    3 = "c"');
  pair.model.move(pair.row('tags', '2'), -1);
  await expect.poll(() => box.tags).toEqual(['a', 'c', 'b']);
  await expect.poll(() => pair.lines()).toContain('    2 = "c"');
  pair.model.remove(pair.row('tags', '0'));
  await expect.poll(() => box.tags).toEqual(['c', 'b']);
  await expect.poll(() => pair.lines().filter((line) => /^ {4}\d/.test(line))).toEqual(['    1 = "c"', '    2 = "b"']);
});

test('an object in a list is edited in place; what is open follows the place, not the object that left', async () => {
  const line = { stops: [{ port: 'Riga' }, { port: 'Genoa' }] };
  const stop = { type: 'object' as const, properties: [{ name: 'port', type: 'text' as const }] };
  inspectable(line, {
    key: 'line',
    properties: [{ name: 'stops', type: 'list', item: stop, create: () => ({ port: 'new' }) }],
  });
  const pair = await openBoxes(line);
  pair.model.toggle(pair.row('stops'));
  await expect.poll(() => pair.lines().length).toBe(4);
  pair.model.toggle(pair.row('stops', '0'));
  await expect.poll(() => pair.lines()).toContain('      Port = "Riga"');
  pair.model.choose(pathOf('stops', '0', 'port'), 'Lisbon');
  await expect.poll(() => line.stops[0]).toEqual({ port: 'Lisbon' });
  pair.model.remove(pair.row('stops', '0'));
  await expect.poll(() => pair.lines()).toContain('      Port = "Genoa"');
  pair.model.choose(pathOf('stops', '0', 'port'), 'Gdansk');
  await expect.poll(() => line.stops).toEqual([{ port: 'Gdansk' }]);
  pair.model.insert(pair.row('stops'));
  await expect.poll(() => line.stops).toEqual([{ port: 'Gdansk' }, { port: 'new' }]);
  expect(pair.violations).toEqual([]);
});

test('a long list comes in parts', async () => {
  const tags = Array.from({ length: 450 }, (_, index) => `tag ${index}`);
  const pair = await openBoxes(makeBox('one', { tags }));
  pair.model.toggle(pair.row('tags'));
  await expect.poll(() => pair.lines()).toContain('    250 more items');
  pair.model.readMore(pathOf('tags'));
  await expect.poll(() => pair.lines()).toContain('    50 more items');
});

test('only what is searched for is shown, in closed categories too', async () => {
  const pair = await openBoxes(makeBox('one'));
  const [category] = pair.model.getSnapshot().rows;
  if (category) pair.model.toggle(category);
  expect(pair.lines()).not.toContain('  Label = "one"');
  pair.model.search('people call');
  expect(pair.lines()).toEqual(['Name', '  Label = "one"']);
});

test('a default can be gone back to', async () => {
  const box = makeBox('one', { width: 99 });
  const pair = await openBoxes(box);
  pair.model.reset(pair.row('width'));
  await expect.poll(() => box.width).toBe(10);
  await expect.poll(() => pair.row('width').value).toBe(10);
});

test('an upgrade in the middle of an edit: it goes on in the new version', async () => {
  const [before, after] = [makeBox('one'), makeBox('one')];
  const pair = await openBoxes(before);
  pair.model.toggle(pair.row('corner'));
  await expect.poll(() => pair.lines()).toContain('    X = 1');
  pair.model.type(WIDTH, '12');
  pair.model.type(pathOf('corner', 'x'), '7');
  // Numbers start anew with each generation: what is 1 there must not be taken for what was 1 here.
  await pair.upgrade([makeBox('zero'), after], 2);
  await expect.poll(() => pair.model.getSnapshot().lost.map(({ label }) => label)).toEqual(['Width', 'X']);

  const next = await openBoxes(makeBox('one'));
  next.model.toggle(next.row('corner'));
  await expect.poll(() => next.lines()).toContain('    X = 1');
  next.model.type(WIDTH, '12');
  next.model.type(pathOf('corner', 'x'), '7');
  await next.upgrade([after], 2);
  await expect.poll(() => next.row('corner', 'x').draft).toMatchObject({ text: '7', state: 'editing' });
  expect(next.row('width').draft).toMatchObject({ text: '12', state: 'editing' });
  next.model.type(WIDTH, '123');
  next.model.commit(WIDTH);
  next.model.commit(pathOf('corner', 'x'));
  await expect.poll(() => [after.width, after.corner.x]).toEqual([123, 7]);
});

test('an upgrade after which the value is another one, or the property is gone', async () => {
  const pair = await openBoxes(makeBox('one'));
  pair.model.type(WIDTH, '12');
  pair.model.choose(pathOf('look'), 'bold');
  pair.model.type(pathOf('label'), 'half a na');
  const properties = BOX.filter(({ name }) => name !== 'label');
  await pair.upgrade([makeBox('one', { width: 300 }, properties)], 2);
  await expect.poll(() => pair.row('width').draft).toMatchObject({ state: 'conflict', theirs: 300, text: '12' });
  expect(pair.model.getSnapshot().lost).toEqual([{ label: 'Label', text: 'half a na' }]);
  pair.model.forgetLost();
  expect(pair.model.getSnapshot().lost).toEqual([]);
});

test('an edit made while the versions change places is taken by the new one, never by the old', async () => {
  const [before, after] = [makeBox('one'), makeBox('one')];
  const pair = await openBoxes(before);
  await pair.link.freeze();
  pair.model.choose(WIDTH, '45');
  expect(pair.row('width').draft?.state).toBe('saving');
  await pair.upgrade([after], 2);
  await expect.poll(() => after.width).toBe(45);
  expect(before.width).toBe(10);
  await expect.poll(() => pair.row('width')).toMatchObject({ value: 45, draft: undefined });
});

test('an upgrade that does not happen lets the edit through to the version that goes on', async () => {
  const box = makeBox('one');
  const pair = await openBoxes(box);
  await pair.link.freeze();
  pair.model.choose(WIDTH, '45');
  pair.link.abandon(2);
  await expect.poll(() => box.width).toBe(45);
});

test('while no process is there, edits wait for the next one', async () => {
  const pair = await openBoxes(makeBox('one'));
  pair.link.ended(1);
  pair.model.choose(WIDTH, '45');
  expect(pair.row('width').draft?.state).toBe('held');
  const after = makeBox('one');
  await pair.start([after], 2);
  await expect.poll(() => after.width).toBe(45);
  expect(pair.violations).toEqual([]);
});

test('an add-in that says again and again that everything changed is asked once at a time', async () => {
  const listeners: ChangeListener[] = [];
  const asked: PromiseWithResolvers<null>[] = [];
  const source: GridSource = {
    describe() {
      asked.push(Promise.withResolvers());
      return asked.at(-1)?.promise ?? Promise.resolve(null);
    },
    watch(_, listener) {
      listeners.push(listener);
      return () => listeners.splice(listeners.indexOf(listener), 1);
    },
    set: () => Promise.reject(new Error('unused')),
    reset: () => Promise.reject(new Error('unused')),
    collection: () => Promise.reject(new Error('unused')),
    expand: () => Promise.resolve(null),
    release: () => undefined,
  };
  const model = new GridModel();
  model.show(source, [1]);
  asked[0]?.resolve(null);
  await expect.poll(() => model.getSnapshot().rows).toMatchObject([{ text: 'This is not there any more.' }]);
  for (let count = 0; count < 100; count++) listeners[0]?.(count, null);
  expect(asked).toHaveLength(2);
  asked[1]?.resolve(null);
  await expect.poll(() => asked.length).toBe(3);
  asked[2]?.resolve(null);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toHaveLength(3);
});
