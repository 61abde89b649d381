import type { Rectangle } from '../../preload/bridge.ts';
import { clamp, type Size, SMALLEST_FRAME } from './geometry.ts';

/** How several frames share the workspace. Results are in the order of the frames, lowest first. */

/** Each cascaded frame shows the title bar of the one below it. */
const STEP = 30;
const MARGIN = 24;
/** Up to here a plain row or column reads better than a grid. */
const PLAIN_TILES = 3;

/** Size of a frame whose add-in named none. */
export const DEFAULT_SIZE: Size = { width: 560, height: 400 };

/** The first free place of the cascade for a frame of this size. */
export function placeNew(preferred: Size, taken: readonly Rectangle[], area: Size): Rectangle {
  const size = sizeInside(preferred, area);
  const free = slots(size, area).find((slot) => !taken.some((other) => other.x === slot.x && other.y === slot.y));
  return { ...size, ...(free ?? { x: MARGIN, y: MARGIN }) };
}

export function cascade(count: number, area: Size): Rectangle[] {
  const size = sizeInside({ width: area.width * 0.62, height: area.height * 0.66 }, area);
  const places = slots(size, area);
  return Array.from({ length: count }, (_, index) => ({
    ...size,
    ...(places[index % places.length] ?? { x: 0, y: 0 }),
  }));
}

function slots(size: Size, area: Size): { x: number; y: number }[] {
  const across = Math.floor((area.width - size.width - MARGIN) / STEP);
  const down = Math.floor((area.height - size.height - MARGIN) / STEP);
  const perRun = Math.max(1, Math.min(across, down) + 1);
  const runs = Math.max(1, Math.min(8, across - perRun + 2));
  return Array.from({ length: perRun * runs }, (_, index) => {
    const run = Math.floor(index / perRun);
    const step = index % perRun;
    return { x: MARGIN + (step + run) * STEP, y: MARGIN + step * STEP };
  });
}

function sizeInside(wanted: Size, area: Size): Size {
  return {
    width: Math.round(clamp(wanted.width, SMALLEST_FRAME.width, area.width - 2 * MARGIN)),
    height: Math.round(clamp(wanted.height, SMALLEST_FRAME.height, area.height - 2 * MARGIN)),
  };
}

/** `horizontal`: one above the other, as wide as the workspace. `vertical`: side by side, as high as the workspace. */
export function tile(count: number, area: Size, direction: 'horizontal' | 'vertical'): Rectangle[] {
  if (direction === 'vertical') return tileColumns(count, area);
  const turned = tileColumns(count, { width: area.height, height: area.width });
  return turned.map(({ x, y, width, height }) => ({ x: y, y: x, width: height, height: width }));
}

function tileColumns(count: number, area: Size): Rectangle[] {
  const columns = count <= PLAIN_TILES ? count : Math.ceil(Math.sqrt(count));
  const tiles: Rectangle[] = [];
  for (let column = 0; column < columns; column++) {
    // Frames that do not divide evenly go to the last columns.
    const rows = Math.floor((count + column) / columns);
    const [left, right] = share(area.width, column, columns);
    for (let row = 0; row < rows; row++) {
      const [top, bottom] = share(area.height, row, rows);
      tiles.push({ x: left, y: top, width: right - left, height: bottom - top });
    }
  }
  return tiles;
}

/** Whole pixels without gaps: each piece begins where the one before it ends. */
function share(length: number, index: number, pieces: number): [number, number] {
  return [Math.round((length * index) / pieces), Math.round((length * (index + 1)) / pieces)];
}
