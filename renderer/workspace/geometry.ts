import type { Rectangle } from '../../preload/bridge.ts';

/** Pure arithmetic of child windows, in CSS pixels of the workspace. */
export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export type Edge = 'n' | 's' | 'e' | 'w' | 'ne' | 'nw' | 'se' | 'sw';

export const EDGES: readonly Edge[] = ['n', 's', 'e', 'w', 'ne', 'nw', 'se', 'sw'];

/** As in --title-bar of the tokens. */
export const TITLE_BAR_HEIGHT = 34;
/** Small enough to park a frame in a corner, large enough for its buttons and a piece of its title. */
export const SMALLEST_FRAME: Size = { width: 240, height: 120 };
/** How much of a title bar always stays inside: enough to grab, and to see whose it is. */
const REACHABLE = 96;
/** A title bar this close to an edge of the workspace is meant to lie on it. */
const SNAP = 8;

export function moveBy(start: Rectangle, delta: Point, area: Size): Rectangle {
  const moved = { ...start, x: start.x + delta.x, y: start.y + delta.y };
  return keepReachable(snapToArea(moved, area), area);
}

export function resizeBy(start: Rectangle, edge: Edge, delta: Point): Rectangle {
  const result = { ...start };
  if (edge.includes('e')) result.width = Math.max(SMALLEST_FRAME.width, start.width + delta.x);
  if (edge.includes('s')) result.height = Math.max(SMALLEST_FRAME.height, start.height + delta.y);
  if (edge.includes('w')) {
    result.width = Math.max(SMALLEST_FRAME.width, start.width - delta.x);
    result.x = start.x + start.width - result.width;
  }
  if (edge.includes('n')) {
    // The top edge carries the title bar, which must not leave through the ceiling.
    const height = Math.min(start.height - delta.y, start.y + start.height);
    result.height = Math.max(SMALLEST_FRAME.height, height);
    result.y = start.y + start.height - result.height;
  }
  return result;
}

/** Moves a frame just far enough that its title bar can be grabbed. */
export function keepReachable(bounds: Rectangle, area: Size): Rectangle {
  const grip = Math.min(REACHABLE, bounds.width);
  return {
    ...bounds,
    x: clamp(bounds.x, grip - bounds.width, Math.max(0, area.width - grip)),
    y: clamp(bounds.y, 0, Math.max(0, area.height - TITLE_BAR_HEIGHT)),
  };
}

function snapToArea(bounds: Rectangle, area: Size): Rectangle {
  return {
    ...bounds,
    x: snap(bounds.x, [0, area.width - bounds.width]),
    y: snap(bounds.y, [0, area.height - bounds.height]),
  };
}

function snap(value: number, targets: readonly number[]): number {
  return targets.find((target) => Math.abs(target - value) <= SNAP) ?? value;
}

/**
 * Where a frame is shown when the workspace is no longer as large as when the frame was placed.
 * What hung over an edge by choice still does, by as much; the rest comes inside. Nothing is
 * remembered, so a window that grows again finds every frame where the person put it.
 */
export function refit(bounds: Rectangle, placedIn: Size | null, area: Size): Rectangle {
  const capped = {
    ...bounds,
    width: Math.min(bounds.width, Math.max(SMALLEST_FRAME.width, area.width)),
    height: Math.min(bounds.height, Math.max(SMALLEST_FRAME.height, area.height)),
  };
  if (placedIn === null) return keepReachable(capped, area);
  const overRight = Math.max(0, bounds.x + bounds.width - placedIn.width);
  const overBottom = Math.max(0, bounds.y + bounds.height - placedIn.height);
  const x = Math.min(capped.x, Math.max(Math.min(0, bounds.x), area.width + overRight - capped.width));
  const y = Math.min(capped.y, Math.max(0, area.height + overBottom - capped.height));
  return keepReachable({ ...capped, x, y }, area);
}

export function sameRectangle(a: Rectangle, b: Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

export function roundRectangle({ x, y, width, height }: Rectangle): Rectangle {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
