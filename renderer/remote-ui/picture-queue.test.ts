import { expect, test } from 'vitest';
import { PictureQueue } from './picture-queue.ts';
import type { MountedView, ViewConnection } from './view-connection.ts';

test('views are acknowledged before they are drawn, drawn once, and their time is told when they are on the screen', () => {
  const steps: string[] = [];
  const paints: (() => void)[] = [];
  const after: (() => void)[] = [];
  const painter = {
    beforePaint: (task: () => void) => void paints.push(task),
    afterPaint: (task: () => void) => void after.push(task),
  };
  let now = 0;
  const queue = new PictureQueue({ now: () => now } as never, painter);
  const connection = {
    acknowledge: () => void steps.push('acknowledged'),
    drawn: (_view: MountedView, milliseconds: number) => void steps.push(`on the screen after ${milliseconds}`),
  } as unknown as ViewConnection;
  const store = {};
  const redraw = () => {
    now += 7;
    steps.push('drawn');
  };
  const view = { store, frame: { store, redraw } } as unknown as MountedView;
  queue.add(view, connection);
  queue.add(view, connection);
  expect(paints).toHaveLength(1);
  paints.shift()?.();
  expect(steps).toEqual(['acknowledged', 'drawn']);
  after.shift()?.();
  expect(steps.at(-1)).toBe('on the screen after 7');

  // What is not in its frame yet is acknowledged all the same, so that it becomes complete.
  queue.add({ ...view, store: {} } as unknown as MountedView, connection);
  paints.shift()?.();
  expect(steps.slice(3)).toEqual(['acknowledged']);
});
