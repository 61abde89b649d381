import fc from 'fast-check';
import { createElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { UI_NODES_PER_FRAME } from '../../addins/protocol/limits.ts';
import { RANGE_ROWS } from '../../addins/protocol/ui/data-components.ts';
import { RASTER_BYTES, RASTER_CHARACTERS } from '../../addins/protocol/ui/raster.ts';
import { FRAME_CHARACTERS, type UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { textWeight } from '../../addins/protocol/ui/wire-values.ts';
import { DataGrid, defineAddin, Image, Stack } from '../../addins/sdk/index.ts';
import { createViewRoot } from '../../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../../addins/sdk/reconciler/view-emitter.ts';
import { rowsOf } from './row-cache.ts';
import { createTestLink, findNode, label, startDomain } from './testing/view-pair.ts';
import { ViewStore } from './view-store.ts';

/** Milliseconds: many megabytes on a busy machine. */
const SLOW = 120_000;
const HEAD = 'iVBORw0KGgoA';
const picture = (characters: number, letter: string): string => HEAD + letter.repeat(characters - HEAD.length);

interface Part {
  id: string;
  data: string;
}

const view = (parts: readonly Part[]): ReactNode =>
  createElement('Stack', null, ...parts.map(({ id, data }) => createElement('Image', { key: id, data, alt: id })));

/** A view whose frames go to a store as a window would take them, each one within its limits. */
function createPair() {
  const frames: UiFrame[] = [];
  const emitter = new ViewEmitter('f1', (frame) => frames.push(frame));
  const root = createViewRoot(emitter, ({ error }) => {
    throw error;
  });
  const store = new ViewStore();
  const done: unknown[] = [];
  let count = 0;
  const drain = () => {
    while (frames.length > 0) {
      const frame = frames.shift() as UiFrame;
      expect(textWeight(frame[4])).toBeLessThanOrEqual(FRAME_CHARACTERS);
      done.push(store.apply(frame).done);
      count++;
      emitter.acknowledge();
    }
    return count;
  };
  const shown = () =>
    (store.root.children[0]?.children ?? []).map(({ explicitKey, props }) => [explicitKey, String(props['data'])]);
  return { emitter, root, drain, done, shown };
}

test('two of the largest pictures, and their change, take a frame each', () => {
  const { root, drain, shown } = createPair();
  const parts = (letter: string): Part[] => ['a', 'b'].map((id) => ({ id, data: picture(RASTER_CHARACTERS, letter) }));
  root.render(view(parts('x')));
  expect(drain()).toBe(2);
  root.render(view(parts('y')));
  expect(drain()).toBe(4);
  expect(shown()).toEqual(parts('y').map(({ id, data }) => [id, data]));
});

test('very many parts take as many frames as they need', () => {
  const { root, drain, shown } = createPair();
  const count = 1.4 * UI_NODES_PER_FRAME;
  root.render(createElement('Stack', null, ...Array.from({ length: count }, (_, id) => `${id}`)));
  expect(drain()).toBe(2);
  expect(shown()).toHaveLength(count);
});

test('what is said once waits for what it may be about', () => {
  const { emitter, root, drain, done } = createPair();
  emitter.done(7, null);
  root.render(view(['a', 'b'].map((id) => ({ id, data: picture(RASTER_CHARACTERS, 'x') }))));
  drain();
  // Together with the end of the second picture's frame, or after it.
  expect(done[0]).toEqual([]);
  expect(done.slice(1).flat()).toEqual([{ eventNumber: 7, problem: null }]);
});

test(
  'large pictures come, go, change and move, and the window holds what React holds',
  () => {
    const sizes = [400, 1_000_000, 1_600_000, RASTER_CHARACTERS];
    const part = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      data: fc
        .tuple(fc.constantFrom(...sizes), fc.constantFrom('x', 'y'))
        .map(([size, letter]) => picture(size, letter)),
    });
    const parts = fc.uniqueArray(part, { selector: ({ id }) => id, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), (steps) => {
        const { root, drain, shown } = createPair();
        for (const step of steps) {
          root.render(view(step));
          drain();
          const [now, wanted] = [shown(), step.map(({ id, data }) => [id, data])];
          expect(now.map(([id]) => id)).toEqual(wanted.map(([id]) => id));
          expect(now.every(([, data], index) => data === wanted[index]?.[1])).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  },
  SLOW,
);

const PHOTOGRAPH = new Uint8Array(RASTER_BYTES);
PHOTOGRAPH.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function Photographs() {
  return (
    <Stack>
      <Image bytes={PHOTOGRAPH} alt="one" />
      <Image bytes={PHOTOGRAPH} alt="two" />
      <Image bytes={PHOTOGRAPH} alt="three" />
    </Stack>
  );
}

const COLUMNS = Array.from({ length: 10 }, (_, index) => ({ key: `c${index}`, title: `C${index}` }));
const LONG_ROW = COLUMNS.map(() => 'x'.repeat(1_000));

function Rows() {
  const getRows = (_start: number, count: number) => Array.from({ length: count }, () => LONG_ROW);
  return <DataGrid label="Rows" rowCount={5_000} columns={COLUMNS} getRows={getRows} />;
}

async function open(component: () => ReactNode) {
  const domain = startDomain(defineAddin({ views: { main: component } }));
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const root = () => link.frame('f1')?.view.getSnapshot().root;
  return { logs: domain.logs, link, root };
}

test('an author who shows three photographs gets no strike', async () => {
  const { logs, root } = await open(Photographs);
  const alts = () => [...(root()?.walk() ?? [])].flatMap(({ props }) => props['alt'] ?? []);
  await expect.poll(alts).toEqual(['one', 'two', 'three']);
  expect(logs).toEqual([]);
});

test('rows of very much text are answered as far as a frame carries', async () => {
  const { logs, link, root } = await open(Rows);
  const grid = findNode(root(), 'DataGrid');
  link.frame('f1')?.events.continuous(grid, 'onRange', { start: 0, count: RANGE_ROWS, revision: 0 });
  await expect.poll(() => rowsOf(grid).cells.size).toBeGreaterThan(0);
  expect(rowsOf(grid).cells.size).toBe(Math.floor(RASTER_CHARACTERS / (COLUMNS.length * 1_000)));
  expect(logs).toEqual([]);
});
