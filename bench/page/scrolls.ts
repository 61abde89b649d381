import { bookingOf, TABLE } from '../addin/src/table-rows.ts';
import type { BenchFrames } from './bench-frames.ts';
import { afterThisFrame, firstPaint } from './first-paint.ts';

export type TableSide = 'remote' | 'in-process';

export interface Scrolls {
  /** Scrolls on in each of so many frames; milliseconds from the time at which each was due until its picture was there. */
  run(side: TableSide, frames: number): Promise<number[]>;
  /** Goes to so many places all over the table; milliseconds from each until all its rows were painted. */
  jump(side: TableSide, places: number): Promise<number[]>;
}

const VIEWS = { remote: 'table', 'in-process': 'in-process-table' } as const;

/** Pixels: five rows, three hundred in a second. */
const STEP = 135;
/** Part of the table by which one place lies behind the one before: no two are near each other. */
const GOLDEN = 0.618;

export function createScrolls(frames: BenchFrames): Scrolls {
  let place = 0;
  const nextPlace = (grid: Element): number => {
    place = (place + GOLDEN) % 1;
    return Math.floor(place * (grid.scrollHeight - 2 * grid.clientHeight));
  };
  const gridOf = async (side: TableSide): Promise<Element> => {
    await frames.bringForward(VIEWS[side]);
    const grid = frames.surfaceOf(VIEWS[side]).querySelector('[role=grid]');
    if (!grid) throw new Error('The table is not drawn.');
    return grid;
  };
  const goTo = async (grid: Element, top: number): Promise<number> => {
    const started = performance.now();
    grid.scrollTop = top;
    return (await firstPaint(() => isComplete(grid))) - started;
  };
  return {
    async run(side, count) {
      const grid = await gridOf(side);
      await goTo(grid, nextPlace(grid));
      const durations: number[] = [];
      for (let frame = 0; frame < count; frame++) durations.push(await scrollFrame(grid));
      return durations;
    },
    async jump(side, places) {
      const grid = await gridOf(side);
      const durations: number[] = [];
      for (let count = 0; count < places; count++) durations.push(await goTo(grid, nextPlace(grid)));
      return durations;
    },
  };
}

/** One step further, within a frame. */
function scrollFrame(grid: Element): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame((due) => {
      grid.scrollTop += STEP;
      afterThisFrame(() => resolve(performance.now() - due));
    });
  });
}

/** Whether every row in view is drawn with what the table holds there. */
function isComplete(grid: Element): boolean {
  const rowHeight = grid.querySelector('.rv-grid-row')?.getBoundingClientRect().height ?? 0;
  const head = grid.querySelector('.rv-grid-head')?.getBoundingClientRect().height ?? 0;
  if (rowHeight === 0) return false;
  const first = Math.ceil(grid.scrollTop / rowHeight);
  const inView = Math.floor((grid.clientHeight - head) / rowHeight) - 1;
  const rows = new Map([...grid.querySelectorAll('.rv-grid-row')].map((row) => [Number(row.ariaRowIndex) - 2, row]));
  for (let row = first; row < Math.min(first + inView, TABLE.rowCount); row++) {
    if (rows.get(row)?.querySelector('[role=gridcell]')?.textContent !== bookingOf(row)) return false;
  }
  return true;
}
