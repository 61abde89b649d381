import { beforeEach, expect, test, vi } from 'vitest';
import { INSPECT_DEPTH, INSPECT_HANDLES, INSPECT_PAGE } from '../../protocol/inspect/inspect-limits.ts';
import type { Changes, Description, Outcome } from '../../protocol/inspect/inspect-messages.ts';
import { type InspectMethod, inspectMethods } from '../../protocol/inspect/inspect-methods.ts';
import { inspectable, notifyChanged } from './inspectable.ts';
import { Inspector } from './inspector.ts';
import type { Property } from './property.ts';

interface Circle {
  label: string;
  radius: number;
  dash: string;
  fill: string;
  centre: { x: number; y: number };
  tags: string[];
  twin: Circle | null;
}

const POINT: readonly Property<{ x: number; y: number }>[] = [
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number' },
];

const CIRCLE: readonly Property<Circle>[] = [
  { name: 'label', type: 'text', maxLength: 20 },
  {
    name: 'radius',
    type: 'number',
    min: 1,
    max: 100,
    default: 10,
    check: (value) => (value === 13 ? 'Not 13.' : undefined),
  },
  { name: 'dash', type: 'enum', options: ['solid', { value: 'dot', label: 'Dotted' }] },
  { name: 'fill', type: 'color' },
  { name: 'centre', type: 'object', properties: POINT, preview: ({ x, y }: Circle['centre']) => `${x}, ${y}` },
  { name: 'tags', type: 'list', item: { type: 'text' } },
  { name: 'twin', type: 'object' },
  { name: 'area', type: 'number', readonly: true, get: ({ radius }) => radius * radius * 3 },
];

const NAMES = CIRCLE.map(({ name }) => name);
const onChange = vi.fn();
let notices: [handle: number, version: number, changes: Changes][];
let reports: string[];
let inspector: Inspector;
let circle: Circle;

function makeCircle(key: string): Circle {
  const fields = { label: key, radius: 10, dash: 'solid', fill: '#2f7d6b', centre: { x: 1, y: 2 }, tags: ['a', 'b'] };
  return inspectable<Circle>({ ...fields, twin: null }, { key, title: 'Circle', properties: CIRCLE, onChange });
}

/** Asks as the domain does: parameters and answers go through their schemas. */
function ask(name: InspectMethod, ...parameters: unknown[]): unknown {
  const { parameters: takes, result } = inspectMethods[name];
  return result.parse(inspector.answer(name, takes.parse(parameters)));
}

function describe(handle: number, start = 0): Description {
  return ask('inspect.describe', handle, { start, count: INSPECT_PAGE }) as Description;
}

function set(...[handle, name, value, version = 1]: [number, string, unknown, number?]): Outcome {
  return ask('inspect.set', handle, name, value, version) as Outcome;
}

/** Everything that is told at the end of this turn has been told. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  onChange.mockReset();
  notices = [];
  reports = [];
  inspector = new Inspector({
    notify: (...notice) => notices.push(notice),
    report: (text) => reports.push(text),
  });
  circle = makeCircle('c1');
});

test('an object is described by what its author listed, and its shape crosses once', () => {
  const handle = inspector.handleOf(circle);
  inspector.show([circle, makeCircle('c2')]);
  const first = describe(handle);
  expect(first).toMatchObject({ key: 'c1', title: 'Circle', version: 1, total: NAMES.length, more: false });
  expect(first.values).toEqual([
    'c1',
    10,
    'solid',
    '#2f7d6b',
    { object: '1, 2' },
    { list: 2, preview: '' },
    { object: null },
    300,
  ]);
  expect(first.definition).toMatchObject({
    rows: [
      { name: 'label', label: 'Label', maxLength: 20 },
      { min: 1, max: 100 },
      { options: [{ value: 'solid' }, { label: 'Dotted' }] },
      {},
      {},
      {},
      {},
      {},
    ],
  });
  expect(describe(handle).definition).toBeUndefined();
  expect(describe(2)).toMatchObject({ key: 'c2', shape: first.shape });
  expect(describe(2).definition).toBeUndefined();
});

test('what was not made inspectable, or is not shown, cannot be asked about', () => {
  expect(() => inspector.handleOf({})).toThrow('inspectable');
  const handle = inspector.handleOf(circle);
  expect(describe(handle)).toBeNull();
  expect(set(handle, 'radius', 5)).toEqual({ outcome: 'gone' });
});

test('a value is written, its author is told how to take it back, and what follows from it comes along', () => {
  inspector.show([circle]);
  describe(1);
  const outcome = set(1, 'radius', 20);
  expect(circle.radius).toBe(20);
  expect(outcome).toMatchObject({
    outcome: 'ok',
    changed: [
      ['radius', 20],
      ['area', 1200],
    ],
  });
  expect(onChange).toHaveBeenCalledWith({ object: circle, path: ['radius'], before: 10, after: 20 });
});

test.each([
  ['radius', 0, 'Type a number from 1 to 100.'],
  ['radius', '5', 'Type a number.'],
  ['radius', 13, 'Not 13.'],
  ['radius', null, 'This cannot be empty.'],
  ['dash', 'wavy', 'Choose one of the list.'],
  ['fill', 'red', 'Type a colour such as #2f7d6b.'],
  ['label', 'x'.repeat(21), 'At most 20 characters.'],
  ['area', 5, 'This cannot be changed.'],
  ['centre', 'somewhere', 'This cannot be typed.'],
])('%s does not take %j', (name, value, message) => {
  inspector.show([circle]);
  expect(set(1, name, value)).toEqual({ outcome: 'invalid', message });
  expect(onChange).not.toHaveBeenCalled();
});

test('a setter that throws is a refusal in its own words', () => {
  const broken = inspectable(
    { n: 1 },
    {
      key: 'b',
      properties: [
        {
          name: 'n',
          type: 'number',
          set() {
            throw new Error('The disk is full.');
          },
        },
      ],
    },
  );
  inspector.show([broken]);
  expect(set(1, 'n', 2)).toEqual({ outcome: 'invalid', message: 'The disk is full.' });
});

test('a stale wish is a conflict, unless it wants what is there anyway', () => {
  inspector.show([circle]);
  const { version } = describe(1);
  circle.radius = 30;
  notifyChanged(circle);
  expect(set(1, 'radius', 40, version)).toMatchObject({ outcome: 'conflict', value: 30 });
  expect(set(1, 'radius', 30, version)).toMatchObject({ outcome: 'ok' });
  expect(circle.radius).toBe(30);
  expect(set(1, 'dash', 'dot', version)).toMatchObject({ outcome: 'ok' });
  expect(set(1, 'radius', 40, describe(1).version)).toMatchObject({ outcome: 'ok' });
});

test('a change that its author never told of is noticed before it would be overwritten', () => {
  inspector.show([circle]);
  const { version } = describe(1);
  circle.fill = '#000000';
  expect(set(1, 'fill', '#ffffff', version)).toMatchObject({ outcome: 'conflict', value: '#000000' });
});

test('a getter that throws, or holds something else, is a value that says so', () => {
  const odd = { big: 'x'.repeat(10_001), wrong: 'three' };
  const properties: Property<typeof odd>[] = [
    {
      name: 'thrower',
      type: 'text',
      get() {
        throw new Error('no such row');
      },
    },
    { name: 'big', type: 'text' },
    { name: 'wrong', type: 'number' } as never,
    { name: 'list', type: 'list', item: { type: 'text' } },
  ];
  inspector.show([inspectable(odd, { key: 'odd', properties })]);
  expect(describe(1).values).toEqual([
    { error: 'Reading this failed: no such row' },
    { error: 'This text is too long to be edited here: it has 10001 characters.' },
    { error: 'This holds something that is no number.' },
    { error: 'There is no list here.' },
  ]);
});

test('slow getters end a page early, and the next page goes on', () => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  const properties = Array.from(
    { length: 4 },
    (_, index): Property<object> => ({
      name: `p${index}`,
      type: 'number',
      get() {
        time += 30;
        return index;
      },
    }),
  );
  inspector.show([inspectable({}, { key: 'slow', properties })]);
  expect(describe(1)).toMatchObject({ values: [0, 1], more: true });
  expect(describe(1, 2)).toMatchObject({ start: 2, values: [2, 3], more: false });
});

test('a nested object is edited in place, and the object around it looks different then', async () => {
  inspector.show([circle]);
  describe(1);
  ask('inspect.watch', 1, 7);
  const centre = ask('inspect.expand', 1, 'centre', 7) as number;
  expect(describe(centre)).toMatchObject({ title: 'Centre', values: [1, 2] });
  expect(ask('inspect.expand', 1, 'centre', 8)).toBe(centre);
  expect(set(centre, 'x', 50)).toMatchObject({ outcome: 'ok' });
  expect(circle.centre).toEqual({ x: 50, y: 2 });
  expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ path: ['centre', 'x'], before: 1, after: 50 }));
  await turn();
  expect(notices).toEqual([[1, expect.any(Number), [['centre', { object: '50, 2' }]]]]);
});

test('a list is a target of its own; its items are added, removed, moved and typed', () => {
  inspector.show([circle]);
  const tags = ask('inspect.expand', 1, 'tags', 1) as number;
  const change = (wish: object) => ask('inspect.collection', 1, 'tags', wish, describe(1).version) as Outcome;
  expect(describe(tags)).toMatchObject({ definition: { item: { type: 'text' } }, values: ['a', 'b'] });
  expect(change({ change: 'insert', at: 1 })).toMatchObject({ outcome: 'ok' });
  expect(circle.tags).toEqual(['a', '', 'b']);
  describe(tags);
  expect(set(tags, '1', 'new', describe(tags).version)).toMatchObject({ outcome: 'ok' });
  expect(change({ change: 'move', from: 2, to: 0 })).toMatchObject({ outcome: 'ok' });
  expect(circle.tags).toEqual(['b', 'a', 'new']);
  expect(change({ change: 'remove', at: 1 })).toMatchObject({ outcome: 'ok' });
  expect(circle.tags).toEqual(['b', 'new']);
  expect(change({ change: 'remove', at: 9 })).toMatchObject({ outcome: 'invalid' });
  expect(set(tags, '5', 'x')).toEqual({ outcome: 'gone' });
});

test('items that moved meanwhile are not mistaken for others', () => {
  inspector.show([circle]);
  const { version } = describe(1);
  circle.tags = ['b', 'a'];
  expect(ask('inspect.collection', 1, 'tags', { change: 'remove', at: 0 }, version)).toMatchObject({
    outcome: 'conflict',
  });
});

test('the same object has the same number, so a circle of objects is seen as one', () => {
  const twin = makeCircle('c2');
  circle.twin = twin;
  twin.twin = circle;
  inspector.show([circle]);
  const opened = ask('inspect.expand', 1, 'twin', 1) as number;
  expect(describe(opened).key).toBe('c2');
  expect(ask('inspect.expand', opened, 'twin', 1)).toBe(1);
});

test('many changes of one turn are one notice, and only for what is watched', async () => {
  const other = makeCircle('c2');
  inspector.show([circle, other]);
  describe(1);
  ask('inspect.watch', 1, 1);
  for (let radius = 11; radius < 50; radius++) {
    circle.radius = radius;
    notifyChanged(circle, ['radius', 'area']);
    notifyChanged(other);
  }
  await turn();
  expect(notices).toEqual([
    [
      1,
      expect.any(Number),
      [
        ['radius', 49],
        ['area', 7203],
      ],
    ],
  ]);
  ask('inspect.unwatch', 1, 1);
  notices = [];
  circle.radius = 1;
  notifyChanged(circle);
  await turn();
  expect(notices).toEqual([]);
});

test('what another grid changed is told to everybody who watches', async () => {
  inspector.show([circle]);
  describe(1);
  ask('inspect.watch', 1, 1);
  set(1, 'radius', 44);
  await turn();
  expect(notices).toEqual([
    [
      1,
      expect.any(Number),
      [
        ['radius', 44],
        ['area', 5808],
      ],
    ],
  ]);
});

test('what nobody shows and no grid holds is let go', async () => {
  const hide = inspector.show([circle]);
  ask('inspect.expand', 1, 'centre', 1);
  ask('inspect.expand', 1, 'tags', 2);
  expect(inspector.size).toBe(3);
  ask('inspect.release', 1);
  expect(inspector.size).toBe(2);
  hide();
  await turn();
  expect(inspector.size).toBe(1);
  inspector.forgetWindow();
  expect(inspector.size).toBe(0);
});

test('a new window is told the shapes again', () => {
  inspector.show([circle]);
  describe(1);
  inspector.forgetWindow();
  expect(describe(1).definition).toBeDefined();
});

test('a window cannot make an add-in hold objects without end', () => {
  const rows = Array.from({ length: INSPECT_HANDLES + 10 }, (_, index) => ({ x: index, y: 0 }));
  const many = inspectable(
    { rows },
    { key: 'm', properties: [{ name: 'rows', type: 'list', item: { type: 'object', properties: POINT } }] },
  );
  inspector.show([many]);
  const list = ask('inspect.expand', 1, 'rows', 1) as number;
  const openAll = () => {
    for (const index of rows.keys()) ask('inspect.expand', list, String(index), 1);
  };
  expect(openAll).toThrow(expect.objectContaining({ code: 'E_OVERLOAD' }));
  ask('inspect.release', 1);
  expect(inspector.size).toBe(1);
});

test('reset goes to the default', () => {
  inspector.show([circle]);
  set(1, 'radius', 55);
  expect(ask('inspect.reset', 1, 'radius', describe(1).version)).toMatchObject({ outcome: 'ok' });
  expect(circle.radius).toBe(10);
  expect(ask('inspect.reset', 1, 'fill', 1)).toMatchObject({ outcome: 'invalid' });
});

test('what an author does wrong after a change is written down; the change stands', () => {
  onChange.mockImplementation(() => {
    throw new Error('cannot draw');
  });
  inspector.show([circle]);
  expect(set(1, 'radius', 20)).toMatchObject({ outcome: 'ok' });
  expect(circle.radius).toBe(20);
  expect(reports).toEqual(['onChange: cannot draw']);
});

test('an object whose title cannot be made is called by its key', () => {
  const title = () => {
    throw new Error('no title');
  };
  inspector.show([inspectable({}, { key: 'nameless', title, properties: [] })]);
  expect(describe(1)).toMatchObject({ title: 'nameless', total: 0 });
});

test('objects inside objects end at some depth', () => {
  interface Doll {
    inner: Doll | null;
  }
  const properties: Property<Doll>[] = [];
  properties.push({ name: 'inner', type: 'object', properties });
  let doll: Doll = { inner: null };
  for (let depth = 0; depth < 20; depth++) doll = { inner: doll };
  inspector.show([inspectable(doll, { key: 'doll', properties })]);
  let handle: number | null = 1;
  let depth = 0;
  for (; handle !== null; depth++) handle = ask('inspect.expand', handle, 'inner', 1) as number | null;
  expect(depth - 1).toBe(INSPECT_DEPTH);
});
