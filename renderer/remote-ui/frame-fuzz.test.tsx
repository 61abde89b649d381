import fc from 'fast-check';
import { createElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { UI_DEPTH } from '../../addins/protocol/limits.ts';
import { NAMES, type NodeHeader, OP, packHeader, type UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { createViewRoot } from '../../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../../addins/sdk/reconciler/view-emitter.ts';
import { describeTree } from './testing/view-pair.ts';
import { ViewStore } from './view-store.ts';

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
  emitter.done(1, 'no');
  emitter.flush();
  return frames;
}

const RECORDED = recordFrames();

const junk = fc.oneof(
  fc.integer({ min: -2, max: 60 }),
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
  part: fc.constantFrom(1, 2, 3, 3, 3, 3),
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'remove', 'double', 'swap', 'cut', 'operation'),
  value: junk,
  code: fc.constantFrom(...Object.values(OP)),
});

function mutate(
  frames: readonly UiFrame[],
  changes: readonly (typeof mutation extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const copy = structuredClone(frames) as unknown as unknown[][];
  for (const { frame, part, at, how, value, code } of changes) {
    const target = copy[frame] as unknown[];
    const list = target[part];
    if (!Array.isArray(list)) target[part] = value;
    else mutateList(list, { at: at % (list.length + 1), how, value, code });
  }
  return copy;
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

test('a frame that was tampered with is refused whole or applied whole', () => {
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
});

const header = (counts: Partial<NodeHeader>) =>
  packHeader({ hasKey: false, properties: 0, listeners: 0, children: 0, ...counts });
const nested = (depth: number): unknown[] =>
  Array.from({ length: depth }, (_, index) => [1, header({ children: index + 1 < depth ? 1 : 0 })]).flat();
const stack = [OP.tree, 0, 0, 1, 0];

test.each<[string, unknown[]]>([
  ['a frame with too few parts', ['f1', 0, []]],
  ['a frame out of order', ['f1', 1, [], []]],
  ['names that are no list', ['f1', 0, {}, []]],
  ['a name that is no text', ['f1', 0, [1], []]],
  ['too many names', ['f1', 0, Array.from({ length: NAMES + 1 }, String), []]],
  ['an unknown component', ['f1', 0, ['script'], stack]],
  ['a name taken from a prototype', ['f1', 0, ['constructor'], stack]],
  ['a type that is no number of the table', ['f1', 0, ['Stack'], [OP.tree, 0, 0, 'length', 0]]],
  ['an unknown property', ['f1', 0, ['Stack', 'style'], [OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 'x']]],
  ['a property set beyond its enumeration', ['f1', 0, ['Stack', 'gap'], [...stack, OP.set, 1, 2, 'huge']]],
  [
    'a property with a value beyond its enumeration',
    ['f1', 0, ['Stack', 'gap'], [OP.tree, 0, 0, 1, header({ properties: 1 }), 2, 'huge']],
  ],
  [
    'an event that the component has not',
    ['f1', 0, ['Stack', 'onPress'], [OP.tree, 0, 0, 1, header({ listeners: 1 }), 2]],
  ],
  ['a header that is no number', ['f1', 0, ['Stack'], [OP.tree, 0, 0, 1, '0']]],
  ['a header below zero', ['f1', 0, ['Stack'], [OP.tree, 0, 0, 1, -1]]],
  ['a key that is no text', ['f1', 0, ['Stack'], [OP.tree, 0, 0, 1, header({ hasKey: true }), {}]]],
  ['a child of what is not there', ['f1', 0, ['Stack'], [OP.tree, 9, 0, 1, 0]]],
  ['a place that is not there', ['f1', 0, ['Stack'], [OP.tree, 0, 9, 1, 0]]],
  ['nesting without end', ['f1', 0, ['Stack'], [OP.tree, 0, 0, ...nested(UI_DEPTH + 2)]]],
  ['more children than there are', ['f1', 0, ['Stack'], [OP.tree, 0, 0, 1, header({ children: 1_000_000 })]]],
  ['a removal of the view itself', ['f1', 0, [], [OP.remove, 0]]],
  [
    'a part of another component',
    ['f1', 0, ['Tab', 'value', 'label'], [OP.tree, 0, 0, 1, header({ properties: 2 }), 2, 'a', 3, 'b']],
  ],
  ['an edit below what was removed', ['f1', 0, ['Stack', 'gap'], [...stack, OP.remove, 1, OP.set, 1, 2, 's']]],
  ['an order of something new', ['f1', 0, ['Stack'], [...stack, OP.order, 1, 0]]],
  ['an unknown operation', ['f1', 0, [], [99]]],
  ['a draft that is set instead of proposed', ['f1', 0, ['TextField', 'value'], [...stack, OP.set, 1, 2, 'x']]],
])('%s is refused', (_name, frame) => {
  const store = new ViewStore();
  const before = stateOf(store);
  expect(() => store.apply(frame)).toThrow(BulkheadError);
  expect(stateOf(store)).toBe(before);
});
