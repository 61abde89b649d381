import { serialize } from 'node:v8';
import fc from 'fast-check';
import { createElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { headerProperties, type UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { createViewRoot } from '../../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../../addins/sdk/reconciler/view-emitter.ts';
import { describeTree } from './testing/view-pair.ts';
import { ViewStore } from './view-store.ts';

/** Milliseconds: hundreds of views on a busy machine. */
const SLOW = 60_000;

interface Shape {
  kind: 'Stack' | 'Text' | 'Button' | 'TextField' | 'words';
  key: string | null;
  words: string;
  tone: 'muted' | 'ok' | undefined;
  children: Shape[];
}

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    kind: fc.constantFrom('Stack', 'Stack', 'Text', 'Button', 'TextField', 'words'),
    key: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { freq: 3 }),
    words: fc.constantFrom('', 'one', 'two', 'three'),
    tone: fc.constantFrom('muted', 'ok', undefined),
    children: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant([]),
      fc.array(tie('shape'), { maxLength: 8 }),
    ),
  }) as fc.Arbitrary<Shape>,
}));
const shapes = fc.array(shape, { maxLength: 12 });

const press = () => undefined;

function render(list: readonly Shape[]): ReactNode[] {
  const used = new Set<string>();
  return list.map(({ kind, key, words, tone, children }) => {
    const own = key !== null && !used.has(key) ? key : null;
    if (own !== null) used.add(own);
    const keyed = own === null ? {} : { key: own };
    if (kind === 'words') return words;
    if (kind === 'Stack') return createElement('Stack', keyed, ...render(children));
    if (kind === 'Text') return createElement('Text', { ...keyed, tone }, words);
    if (kind === 'Button') return createElement('Button', { ...keyed, ...(tone ? { onPress: press } : {}) }, words);
    return createElement('TextField', { ...keyed, label: words });
  });
}

/** A view whose frames go to a store, each one cloned as a port would. */
function createPair() {
  const frames: UiFrame[] = [];
  const emitter = new ViewEmitter('f1', (frame) => frames.push(structuredClone(frame)));
  const problems: unknown[] = [];
  const root = createViewRoot(emitter, ({ error }) => problems.push(error));
  return { emitter, root, frames, problems };
}

function expectedTree(list: readonly Shape[]): string {
  const { root, frames } = createPair();
  root.render(createElement('Stack', null, ...render(list)));
  const store = new ViewStore();
  for (const frame of frames) store.apply(frame);
  return describeTree(store.root);
}

test(
  'after any edits the window holds what React holds, however slowly it acknowledges',
  () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(shapes, fc.boolean()), { minLength: 1, maxLength: 6 }), (steps) => {
        const { emitter, root, frames, problems } = createPair();
        const store = new ViewStore();
        const drain = () => {
          while (frames.length > 0) {
            store.apply(frames.shift() as UiFrame);
            emitter.acknowledge();
          }
        };
        for (const [list, isAcknowledged] of steps) {
          root.render(createElement('Stack', null, ...render(list)));
          if (isAcknowledged) drain();
          expect(frames.length).toBeLessThanOrEqual(2);
        }
        drain();
        expect(problems).toEqual([]);
        expect(describeTree(store.root)).toBe(expectedTree(steps.at(-1)?.[0] ?? []));
        expect(store.size).toBe([...store.root.walk()].length - 1);
      }),
      { numRuns: 300 },
    );
  },
  SLOW,
);

test('a new window gets the whole view again', () => {
  fc.assert(
    fc.property(shapes, shapes, (first, second) => {
      const { emitter, root, frames } = createPair();
      root.render(createElement('Stack', null, ...render(first)));
      frames.splice(0);
      emitter.restart();
      root.render(createElement('Stack', null, ...render(second)));
      const store = new ViewStore();
      while (frames.length > 0) {
        store.apply(frames.shift() as UiFrame);
        emitter.acknowledge();
      }
      expect(describeTree(store.root)).toBe(expectedTree(second));
    }),
    { numRuns: 100 },
  );
});

const KEYS = Array.from({ length: 200 }, (_, index) => `k${index}`);
const list = (keys: readonly string[]) =>
  createElement('Stack', null, ...keys.map((key) => createElement('Text', { key }, key)));

test.each([
  ['the last to the front', [...KEYS.slice(-1), ...KEYS.slice(0, -1)], 1],
  ['the first to the end', [...KEYS.slice(1), ...KEYS.slice(0, 1)], 1],
  ['two swapped', KEYS.map((key, index) => KEYS[index === 3 ? 150 : index === 150 ? 3 : index] ?? key), 2],
  ['one inserted', [...KEYS.slice(0, 50), 'new', ...KEYS.slice(50)], 1],
  ['one removed', KEYS.filter((key) => key !== 'k7'), 1],
  ['all removed', [], 1],
  ['the order reversed', [...KEYS].reverse(), 1],
])('%s takes few operations', (_name, keys, operations) => {
  const { emitter, root, frames } = createPair();
  root.render(list(KEYS));
  const store = new ViewStore();
  store.apply(frames.shift() as UiFrame);
  emitter.acknowledge();
  root.render(list(keys));
  const frame = frames.shift() as UiFrame;
  expect(countOperations(frame[3])).toBe(operations);
  store.apply(frame);
  expect(store.root.children[0]?.children.map((child) => child.explicitKey)).toEqual(keys);
});

test('a thousand rows in reverse are few bytes, two that are swapped few operations, a longer text only what is new', () => {
  const keys = Array.from({ length: 1_000 }, (_, index) => `row ${index}`);
  const bytesOf = (rows: readonly string[]) => {
    const { emitter, root, frames } = createPair();
    root.render(list(keys));
    emitter.acknowledge();
    frames.splice(0);
    root.render(list(rows));
    const frame = frames[0] as UiFrame;
    return { bytes: serialize(frame).byteLength, operations: countOperations(frame[3]) };
  };
  expect(bytesOf([...keys].reverse()).bytes).toBeLessThan(2_500);
  const swapped = keys.with(3, 'row 900').with(900, 'row 3');
  expect(bytesOf(swapped).operations).toBe(2);
  expect(bytesOf(swapped).bytes).toBeLessThan(100);

  const { emitter, root, frames } = createPair();
  const log = 'a line of a log\n'.repeat(5_000);
  root.render(createElement('Code', null, log));
  emitter.acknowledge();
  const store = new ViewStore();
  store.apply(frames.shift() as UiFrame);
  root.render(createElement('Code', null, `${log}one more`));
  expect(serialize(frames[0]).byteLength).toBeLessThan(100);
  store.apply(frames.shift() as UiFrame);
  expect(store.root.children[0]?.props.text).toBe(`${log}one more`);
});

/** Counts operations by their lengths; nested trees have one node here. */
function countOperations(ops: Int16Array): number {
  const fixed: Readonly<Record<number, number>> = { 2: 4, 3: 2, 10: 2 };
  let count = 0;
  for (let at = 0; at < ops.length; count++) {
    const code = ops[at] as number;
    if (code === 9) at += 3 + (ops[at + 2] as number);
    else if (code === 1) at += 5 + 1 + 2 * headerProperties(ops[at + 4] as number);
    else at += fixed[code] ?? ops.length;
  }
  return count;
}

test('what an author does wrong is said where it is written', () => {
  const { root, problems } = createPair();
  root.render(createElement('Button', { kind: 'loud' } as never, 'Go'));
  root.render(createElement('div' as never));
  root.render(createElement('Stack', null, createElement('Tab', { value: 'a', label: 'A' })));
  root.render(createElement('Text', { className: 'x' } as never));
  root.render(createElement('Checkbox', {} as never));
  expect(problems.map((problem) => (problem as Error).message)).toEqual([
    `Button: "kind" must be 'normal' | 'primary' | 'danger' | 'quiet'.`,
    'There is no component "div".',
    'Tab cannot stand in Stack.',
    'Text has no property "className".',
    'Checkbox needs "label".',
  ]);
});

test('a handler that is made anew in each render costs nothing', () => {
  const { emitter, root, frames } = createPair();
  root.render(createElement('Button', { onPress: () => 1 }, 'Go'));
  emitter.acknowledge();
  frames.splice(0);
  root.render(createElement('Button', { onPress: () => 2 }, 'Go'));
  expect(frames).toEqual([]);
  root.render(createElement('Button', {}, 'Go'));
  expect(frames).toHaveLength(1);
});

test('two changes share a picture; a view that changes more than is drawn has one frame under way, not two', () => {
  const { emitter, root, frames } = createPair();
  const sentFor = (words: string): number => {
    const before = frames.length;
    root.render(createElement('Text', null, words));
    return frames.length - before;
  };
  expect(['one', 'two', 'three'].map(sentFor)).toEqual([1, 1, 0]);
  // It had news when the window began to draw: more than one frame for each picture would be for nothing.
  emitter.acknowledge();
  emitter.acknowledge();
  expect(frames).toHaveLength(3);
  expect(['four', 'five'].map(sentFor)).toEqual([0, 0]);
  emitter.acknowledge();
  expect(frames).toHaveLength(4);
  // It has none: two may be under way again.
  emitter.acknowledge();
  expect(['six', 'seven', 'eight'].map(sentFor)).toEqual([1, 1, 0]);
});
