import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError } from '../errors.ts';
import { STRIKES } from '../limits.ts';
import { viewMethods, windowMethods } from '../methods/view-methods.ts';
import { Session } from '../session.ts';
import { createMemoryPair } from '../transport.ts';
import { type InspectMethod, inspectHandlers, inspectMethods, inspectNotices } from './inspect-methods.ts';

const clock = { now: () => performance.now(), after: () => () => undefined, soon: queueMicrotask };
const description = {
  ...{ key: 'k', title: 't', shape: 1, version: 1, start: 0, total: 1, more: false, values: [1] },
  definition: { rows: [{ name: 'a', label: 'A', type: 'number' }] },
};

/** A window and an add-in whose answers are made up by `answer`. */
function openPair(answer: (name: InspectMethod, parameters: readonly unknown[]) => unknown) {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const violations: string[] = [];
  const others = { 'view.mount': () => null, 'view.unmount': () => null, 'view.settle': () => null };
  const addin = new Session<typeof viewMethods, typeof windowMethods>({
    ...{ transport: left, clock, epoch: 1, local: viewMethods, remote: windowMethods },
    handlers: { ...others, 'addin.call': () => null, ...inspectHandlers(answer) },
  });
  const notices: unknown[] = [];
  const window = new Session<typeof windowMethods, typeof viewMethods>({
    ...{ transport: right, clock, epoch: 1, local: windowMethods, remote: viewMethods },
    handlers: {
      'inspect.changed': (notice) => {
        notices.push(notice);
        return null;
      },
    },
    onViolation: ({ message }) => violations.push(message),
  });
  return { addin, window, notices, violations };
}

const page = { start: 0, count: 200 };

test('a description comes through as it was made', async () => {
  const { window } = openPair(() => description);
  expect(await window.call('inspect.describe', [1, page])).toEqual(description);
});

test.each([
  ['a value that is a list', { ...description, values: [[1]] }],
  ['a value with unseen fields', { ...description, values: [{ object: 'x', html: '<b>' }] }],
  ['a number that is none', { ...description, values: [Number.NaN] }],
  ['a text without end', { ...description, values: ['x'.repeat(10_001)] }],
  ['more values than a page has', { ...description, values: new Array(201).fill(1) }],
  [
    'two properties of one name',
    { ...description, definition: { rows: [...description.definition.rows, ...description.definition.rows] } },
  ],
  [
    'a property of no known type',
    { ...description, definition: { rows: [{ name: 'a', label: 'A', type: 'script' }] } },
  ],
  ['more items than a list may have', { ...description, total: 1e9 }],
  ['an own field', { ...description, extra: 1 }],
  ['no description at all', 'yes'],
])('%s is refused, and whoever goes on is cut off', async (_, bad) => {
  const { window, violations } = openPair(() => bad);
  for (let count = 0; count < STRIKES; count++) {
    await expect(window.call('inspect.describe', [1, page])).rejects.toBeInstanceOf(BulkheadError);
  }
  expect(violations).toHaveLength(STRIKES);
  expect(window.closed?.code).toBe('E_CONTRACT');
});

test('a window cannot ask for what there is not', async () => {
  const { window } = openPair(() => description);
  const wrong: [InspectMethod, unknown[]][] = [
    ['inspect.describe', [0, page]],
    ['inspect.describe', [1, { start: 0, count: 201 }]],
    ['inspect.set', [1, 'a', { deep: true }, 1]],
    ['inspect.set', [1, '', 1, 1]],
    ['inspect.expand', [1, 'a']],
    ['inspect.collection', [1, 'a', { change: 'sort' }, 1]],
    ['inspect.watch', ['1', 1]],
  ];
  for (const [name, parameters] of wrong) {
    await expect(window.call(name, parameters as never), name).rejects.toMatchObject({ code: 'E_CONTRACT' });
  }
});

test('no random notice gets past its schema', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.anything(), { maxLength: 4 }), async (notice) => {
      const { addin, notices } = openPair(() => null);
      const isGood = inspectNotices['inspect.changed'].parameters.safeParse(notice).success;
      let isCloneable = true;
      try {
        structuredClone(notice);
      } catch {
        isCloneable = false;
      }
      addin.notify('inspect.changed', notice as never);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(notices).toHaveLength(isGood && isCloneable ? 1 : 0);
    }),
    { numRuns: 60 },
  );
});

test('every method is answered by the one function', () => {
  const seen: string[] = [];
  const handlers = inspectHandlers((name) => seen.push(name));
  const context = { signal: {} } as never;
  for (const name of Object.keys(inspectMethods) as InspectMethod[]) void handlers[name]([] as never, context);
  expect(seen).toEqual(Object.keys(inspectMethods));
});
