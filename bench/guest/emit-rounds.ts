import { setImmediate } from 'node:timers/promises';
import { createElement, type ReactNode } from 'react';
import type { UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { createViewRoot } from '../../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../../addins/sdk/reconciler/view-emitter.ts';
import { LargeRows } from '../addin/src/large-view.tsx';
import { rowsOf } from '../addin/src/rows.ts';
import type { Pair } from '../figure.ts';
import { median } from '../statistics.ts';
import { renderIntoNothing } from './no-op-root.ts';

/** With ten nodes each: 10,000 nodes. */
const ROWS = 1_000;
/** Mounts of each side within a round, in turn. */
const MOUNTS = 20;

/** Milliseconds of one mount: into nothing, and until the frame that describes it can be given to a port. */
export async function measureEmitting(rounds: number, rows = ROWS): Promise<Pair[]> {
  const measured: Pair[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= rounds; round++) {
    const one = await measureRound(rows);
    if (round > 0) measured.push(one);
  }
  return measured;
}

async function measureRound(rows: number): Promise<Pair> {
  const [baseline, ours]: [number[], number[]] = [[], []];
  for (let mount = 0; mount < MOUNTS; mount++) {
    const sides = [() => baseline.push(timed(renderIntoNothing, rows)), () => ours.push(timed(renderIntoFrames, rows))];
    for (const measure of mount % 2 === 0 ? sides : sides.toReversed()) {
      measure();
      // React lets go of a root at the end of the turn.
      await setImmediate();
    }
  }
  return { baseline: median(baseline), ours: median(ours) };
}

function timed(render: (element: ReactNode) => void, rows: number): number {
  // The rows are made before: they are the add-in's own work.
  const element = createElement(LargeRows, { rows: rowsOf(rows), revision: 0 });
  const started = performance.now();
  render(element);
  return performance.now() - started;
}

/** The add-in's side of a mount. Throws what a component throws, and when not everything was said in one frame. */
export function renderIntoFrames(element: ReactNode): UiFrame {
  const frames: UiFrame[] = [];
  const emitter = new ViewEmitter('f1', (frame) => frames.push(frame));
  const problems: unknown[] = [];
  createViewRoot(emitter, ({ error }) => problems.push(error)).render(element);
  if (problems.length > 0) throw problems[0];
  const [frame, ...more] = frames;
  if (!frame || more.length > 0) throw new Error(`There were ${frames.length} frames instead of one.`);
  return frame;
}
