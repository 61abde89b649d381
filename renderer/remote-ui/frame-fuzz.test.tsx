import fc from 'fast-check';
import { createElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { UI_DEPTH } from '../../addins/protocol/limits.ts';
import { NAMES, type NodeHeader, OP, packHeader, type UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { packNumbers } from '../../addins/protocol/ui/wire-numbers.ts';
import { createViewRoot } from '../../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../../addins/sdk/reconciler/view-emitter.ts';
import { describeTree } from './testing/view-pair.ts';
import { ViewStore } from './view-store.ts';

/** Milliseconds: thousands of frames. */
const SLOW = 60_000;

const press = () => undefined;

function Example({ step }: { step: number }): ReactNode {
  const keys = [...'abcdefgh'].slice(step % 3, 8 - (step % 2));
  return createElement(
    'Stack',
    { gap: step % 2 ? 's' : 'm' },
    createElement('Button', { kind: 'primary', onPress: press }, `Press ${step}`),
    createElement('TextField', { label: 'Name', value: `v${step}`, onChange: press }),
    createElement('Select', { options: [{ value: 'a', label: `A${step}` }], value: 'a' }),
    createElement('DataGrid', {
      label: 'Rows',
      columns: [{ key: 'a', title: 'A' }],
      rowCount: step,
      getRows: () => [],
    }),
    ...(step % 2 ? keys : keys.reverse()).map((key) => createElement('Text', { key }, `${key}${step}`)),
    createElement('Code', null, `${'long '.repeat(300)}${step}${' tail'.repeat(step)}`),
    step > 2 ? createElement('Tabs', null, createElement('Tab', { value: 'x', label: 'X' }, 'words')) : null,
  );
}

/** Frames as a real view sends them: one for each step. */
function recordFrames(): UiFrame[] {
  const frames: UiFrame[] = [];
  const emitter = new ViewEmitter('f1', (frame) => frames.push(structuredClone(frame)));
  const root = createViewRoot(emitter, ({ error }) => {
    throw error;
  });
  for (let step = 0; step < 6; step++) {
    root.render(createElement(Example, { step }));
    emitter.acknowledge();
  }
  const grid = emitter.nodeOf(5);
  if (grid) emitter.rows(grid, { revision: 0, start: 0, columns: 1, cells: ['x', 1, null] });
  const field = emitter.nodeOf(3);
  if (field) void emitter.measure(field);
  emitter.done(1, 'no');
  emitter.flush();
  return frames;
}

const RECORDED = recordFrames();

/** As a list that can be changed; `numbersOf` turns it back. */
type LooseFrame = [unknown, unknown, unknown, unknown, unknown];

const junk = fc.oneof(
  fc.integer({ min: -8, max: 60 }),
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    Number.NaN,
    1.5,
    2 ** 31,
    -1,
    '',
    'length',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom<unknown>([], {}, [1, 2], { value: 'a' }, JSON.parse('{"__proto__":{"value":1}}')),
  fc.string({ maxLength: 5 }),
);

const mutation = fc.record({
  frame: fc.nat({ max: RECORDED.length - 1 }),
  part: fc.constantFrom(1, 2, 3, 3, 3, 3, 3, 4, 4),
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'remove', 'double', 'swap', 'cut', 'operation'),
  value: junk,
  code: fc.constantFrom(...Object.values(OP)),
});

function mutate(
  frames: readonly UiFrame[],
  changes: readonly (typeof mutation extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const copy = frames.map(
    ([frameId, sequence, names, ops, values]): LooseFrame => [
      frameId,
      sequence,
      [...names],
      [...ops],
      structuredClone(values),
    ],
  );
  for (const { frame, part, at, how, value, code } of changes) {
    const target = copy[frame] as LooseFrame;
    const list = target[part];
    if (!Array.isArray(list)) target[part] = value;
    else mutateList(list, { at: at % (list.length + 1), how, value, code });
  }
  return copy.map(withNumbers);
}

/** Operations that are numbers travel as such; with anything else among them they stay a list, which must be refused. */
function withNumbers([frameId, sequence, names, ops, values]: LooseFrame): readonly unknown[] {
  const isNumeric = Array.isArray(ops) && ops.every((item) => typeof item === 'number');
  return [frameId, sequence, names, isNumeric ? Int16Array.from(ops as number[]) : ops, values];
}

function mutateList(
  list: unknown[],
  { at, how, value, code }: { at: number; how: string; value: unknown; code: number },
): void {
  if (how === 'replace') list[at] = value;
  else if (how === 'remove') list.splice(at, 1);
  else if (how === 'double') list.splice(at, 0, list[at]);
  else if (how === 'cut') list.length = at;
  else if (how === 'operation') list.splice(at, 0, code, value, at % 20, 0);
  else [list[at], list[0]] = [list[0], list[at]];
}

/** Everything a frame could change. */
function stateOf(store: ViewStore): string {
  const ids = [...store.nodes.keys()].join();
  return `${store.names.length} ${store.lastId} ${store.nextSequence} ${ids}\n${describeTree(store.root)}`;
}

function expectConsistent(store: ViewStore): void {
  const reachable = [...store.root.walk()];
  expect(reachable.length - 1).toBe(store.size);
  for (const node of reachable) {
    expect(store.node(node.id)).toBe(node);
    for (const child of node.children) expect(child.parent).toBe(node);
    for (const [name, { requiredBit }] of node.entry?.props ?? []) {
      if (requiredBit !== 0) expect(node.props[name]).not.toBe(undefined);
    }
  }
}

test('recorded frames apply', () => {
  const store = new ViewStore();
  for (const frame of RECORDED) store.apply(frame);
  expectConsistent(store);
  expect(describeTree(store.root)).toContain('Text#c text="c5"');
});

test(
  'a frame that was tampered with is refused whole or applied whole',
  () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (changes) => {
        const store = new ViewStore();
        for (const frame of mutate(RECORDED, changes)) {
          const before = stateOf(store);
          try {
            store.apply(frame);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(BulkheadError);
            expect(stateOf(store)).toBe(before);
            refused++;
            break;
          }
          expectConsistent(store);
        }
        expect(Object.hasOwn(Object.prototype, 'value')).toBe(false);
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(1_500);
  },
  SLOW,
);

const header = (counts: Partial<NodeHeader>) =>
  packHeader({ hasKey: false, properties: 0, listeners: 0, children: 0, ...counts });
const nested = (depth: number): number[] =>
  Array.from({ length: depth }, (_, index) => [1, header({ children: index + 1 < depth ? 1 : 0 })]).flat();
const stack = [OP.tree, 0, 0, 1, 0];
const frame = (names: readonly unknown[], ops: readonly number[], values: readonly unknown[] = []) => [
  'f1',
  0,
  names,
  packNumbers([ops]),
  values,
];
const text = [OP.tree, 0, 0, 0, 0];

test.each<[string, unknown[]]>([
  ['a frame with too few parts', ['f1', 0, [], new Int16Array()]],
  ['a frame out of order', ['f1', 1, [], new Int16Array(), []]],
  ['operations that are a list', ['f1', 0, ['Stack'], stack, []]],
  ['operations that are other numbers', ['f1', 0, ['Stack'], Uint16Array.from(stack), []]],
  ['operations that drag memory along', ['f1', 0, ['Stack'], new Int16Array([...stack, 7]).subarray(0, 5), []]],
  ['operations that others may change', ['f1', 0, [], new Int16Array(new SharedArrayBuffer(0)), []]],
  ['values that are no list', ['f1', 0, [], new Int16Array(), {}]],
  ['a value that no operation uses', frame(['Stack'], stack, ['x'])],
  ['a value beyond the list', frame([], [OP.tree, 0, 0, 0, 1], ['x'])],
  ['a hole in the values', frame([], text, new Array(1))],
  [
    'a list that stands in two places',
    frame(
      ['Select', 'options'],
      [...[OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 0], ...[OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 0]],
      [[]],
    ),
  ],
  ['a long text that stands in two places', frame([], [...text, ...text], ['x'.repeat(300)])],
  ['names that are no list', ['f1', 0, {}, new Int16Array(), []]],
  ['a name that is no text', frame([1], [])],
  ['too many names', frame(Array.from({ length: NAMES + 1 }, String), [])],
  ['an unknown component', frame(['script'], stack)],
  ['a name taken from a prototype', frame(['constructor'], stack)],
  ['an unknown property', frame(['Stack', 'style'], [OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 0], ['x'])],
  ['a property set beyond its enumeration', frame(['Stack', 'gap'], [...stack, OP.set, 1, 2, 0], ['huge'])],
  [
    'a property with a value beyond its enumeration',
    frame(['Stack', 'gap'], [OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 0], ['huge']),
  ],
  ['an event that the component has not', frame(['Stack', 'onPress'], [OP.tree, 0, 0, 1, header({ listeners: 1 }), 2])],
  ['a header below zero', frame(['Stack'], [OP.tree, 0, 0, 1, -1])],
  ['a key that is no text', frame(['Stack'], [OP.tree, 0, 0, 1, header({ hasKey: true }), 0], [{}])],
  ['a child of what is not there', frame(['Stack'], [OP.tree, 9, 0, 1, 0])],
  ['a place that is not there', frame(['Stack'], [OP.tree, 0, 9, 1, 0])],
  ['nesting without end', frame(['Stack'], [OP.tree, 0, 0, ...nested(UI_DEPTH + 2)])],
  ['more children than there are', frame(['Stack'], [OP.tree, 0, 0, 1, header({ children: 1_000_000 })])],
  ['a removal of the view itself', frame([], [OP.remove, 0])],
  [
    'a part of another component',
    frame(['Tab', 'value', 'label'], [OP.tree, 0, 0, 1, header({ properties: 2 }), 2, 0, 3, 1], ['a', 'b']),
  ],
  ['an edit below what was removed', frame(['Stack', 'gap'], [...stack, OP.remove, 1, OP.set, 1, 2, 0], ['s'])],
  ['an order of something new', frame(['Stack'], [...stack, OP.order, 1, 0])],
  ['an unknown operation', frame([], [99])],
  ['a wide number without its halves', ['f1', 0, ['Stack'], Int16Array.from([...stack, -0x8000]), []]],
  ['an operation that ends in the middle', frame(['Stack'], [...stack, OP.remove])],
  ['a draft that is set instead of proposed', frame(['TextField', 'value'], [...stack, OP.set, 1, 2, 0], ['x'])],
  ['a question that nobody answers', frame(['Stack', 'cookies'], [...stack, OP.ask, 1, 2, 1])],
  ['a text that is new and spliced', frame([], [...text, OP.splice, 1, 0, 0, 0, 1], ['x', 'y'])],
])('%s is refused', (_name, refused) => {
  const store = new ViewStore();
  const before = stateOf(store);
  expect(() => store.apply(refused)).toThrow(BulkheadError);
  expect(stateOf(store)).toBe(before);
});

/** A view with a text (1) and a Code (2) that says 'word'. */
function storeWithTexts(): ViewStore {
  const store = new ViewStore();
  const code = [OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 0];
  store.apply(frame(['Code', 'text', 'TextField', 'label', 'value'], [...text, ...code], ['word']));
  return store;
}

test.each<[string, number[], unknown[]]>([
  ['beyond the end', [OP.splice, 1, 0, 3, 2, 0], ['x']],
  ['before the start', [OP.splice, 1, 0, -1, 1, 0], ['x']],
  ['with nothing to put in', [OP.splice, 1, 0, 0, 1, -1], []],
  ['of what is not there', [OP.splice, 9, 0, 0, 0, 0], ['x']],
  ['of the view', [OP.splice, 0, 0, 0, 0, 0], ['x']],
  ['of a property of a text', [OP.splice, 1, 2, 0, 0, 0], ['x']],
  ['of no property of a component', [OP.splice, 2, 0, 0, 0, 0], ['x']],
  ['of a property that it has not', [OP.splice, 2, 4, 0, 0, 0], ['x']],
  ['twice', [OP.splice, 1, 0, 0, 4, 0, OP.splice, 1, 0, 0, 4, 0], ['x']],
  ['after another operation', [OP.text, 1, 0, OP.splice, 1, 0, 0, 4, 0], ['x']],
])('a splice %s is refused', (_name, ops, values) => {
  const store = storeWithTexts();
  const before = stateOf(store);
  expect(() => store.apply(['f1', 1, [], Int16Array.from(ops), values])).toThrow(BulkheadError);
  expect(stateOf(store)).toBe(before);
});

test('a splice changes a text and a property', () => {
  const store = storeWithTexts();
  store.apply(['f1', 1, [], Int16Array.from([OP.splice, 1, 0, 1, 2, 0, OP.splice, 2, 2, 4, 0, 1]), ['ea', 's']]);
  expect(describeTree(store.root)).toBe('View\n  "wead"\n  Code text="words"');
});
