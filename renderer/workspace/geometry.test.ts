import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EDGES, keepReachable, moveBy, refit, resizeBy, SMALLEST_FRAME, TITLE_BAR_HEIGHT } from './geometry.ts';

const AREA = { width: 1200, height: 700 };
const START = { x: 100, y: 80, width: 400, height: 300 };

test('each edge moves its own sides and no other', () => {
  const delta = { x: 10, y: 20 };
  const sides = (edge: (typeof EDGES)[number]) => {
    const { x, y, width, height } = resizeBy(START, edge, delta);
    return [x, y, x + width, y + height];
  };
  expect(sides('n')).toEqual([100, 100, 500, 380]);
  expect(sides('s')).toEqual([100, 80, 500, 400]);
  expect(sides('e')).toEqual([100, 80, 510, 380]);
  expect(sides('w')).toEqual([110, 80, 500, 380]);
  expect(sides('ne')).toEqual([100, 100, 510, 380]);
  expect(sides('nw')).toEqual([110, 100, 500, 380]);
  expect(sides('se')).toEqual([100, 80, 510, 400]);
  expect(sides('sw')).toEqual([110, 80, 500, 400]);
});

test('a frame that has become small enough stops, and the opposite edge stays', () => {
  const small = resizeBy(START, 'nw', { x: 5_000, y: 5_000 });
  expect(small).toEqual({
    x: 500 - SMALLEST_FRAME.width,
    y: 380 - SMALLEST_FRAME.height,
    ...SMALLEST_FRAME,
  });
});

test('the title bar cannot be pulled through the ceiling', () => {
  expect(resizeBy(START, 'n', { x: 0, y: -500 })).toEqual({ x: 100, y: 0, width: 400, height: 380 });
});

test('moving snaps to the edges of the workspace', () => {
  expect(moveBy(START, { x: -95, y: -75 }, AREA)).toMatchObject({ x: 0, y: 0 });
  expect(moveBy(START, { x: 697, y: 322 }, AREA)).toMatchObject({ x: 800, y: 400 });
  expect(moveBy(START, { x: -80, y: 0 }, AREA)).toMatchObject({ x: 20 });
});

const rectangle = fc.record({
  x: fc.integer({ min: -5_000, max: 5_000 }),
  y: fc.integer({ min: -5_000, max: 5_000 }),
  width: fc.integer({ min: SMALLEST_FRAME.width, max: 3_000 }),
  height: fc.integer({ min: SMALLEST_FRAME.height, max: 3_000 }),
});
const size = fc.record({ width: fc.integer({ min: 320, max: 4_000 }), height: fc.integer({ min: 200, max: 3_000 }) });

function expectReachable(
  bounds: { x: number; y: number; width: number },
  area: { width: number; height: number },
): void {
  const visible = Math.min(bounds.x + bounds.width, area.width) - Math.max(bounds.x, 0);
  expect(visible).toBeGreaterThanOrEqual(96);
  expect(bounds.y).toBeGreaterThanOrEqual(0);
  expect(bounds.y).toBeLessThanOrEqual(area.height - TITLE_BAR_HEIGHT);
}

test('wherever a frame is put, its title bar can be grabbed', () => {
  fc.assert(fc.property(rectangle, size, (bounds, area) => expectReachable(keepReachable(bounds, area), area)));
});

test('wherever a frame was, it can be grabbed after the workspace changed its size', () => {
  fc.assert(
    fc.property(rectangle, fc.option(size), size, (bounds, before, area) => {
      const shown = refit(bounds, before, area);
      expectReachable(shown, area);
      expect(shown.width).toBeLessThanOrEqual(Math.max(bounds.width, SMALLEST_FRAME.width));
    }),
  );
});

test('a workspace of the same size shows a placed frame exactly where it is', () => {
  fc.assert(
    fc.property(rectangle, size, (bounds, area) => {
      const fits = {
        ...bounds,
        width: Math.min(bounds.width, area.width),
        height: Math.min(bounds.height, area.height),
      };
      const placed = keepReachable(fits, area);
      expect(refit(placed, area, area)).toEqual(placed);
    }),
  );
});

test('a frame inside the workspace stays inside when the window shrinks', () => {
  const corner = { x: 780, y: 380, width: 400, height: 300 };
  expect(refit(corner, AREA, { width: 900, height: 500 })).toEqual({ x: 500, y: 200, width: 400, height: 300 });
});

test('what hung over the edge by choice still does, by as much', () => {
  const hanging = { x: 1_000, y: 100, width: 400, height: 300 };
  expect(refit(hanging, AREA, { width: 900, height: 700 }).x).toBe(700);
});
