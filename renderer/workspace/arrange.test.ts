import { expect, test } from 'vitest';
import type { Rectangle } from '../../preload/bridge.ts';
import { cascade, placeNew, tile } from './arrange.ts';

const AREA = { width: 1201, height: 699 };

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test.each(['horizontal', 'vertical'] as const)(
  '%s tiles cover the workspace without overlap, for any number',
  (direction) => {
    for (let count = 1; count <= 17; count++) {
      const tiles = tile(count, AREA, direction);
      expect(tiles).toHaveLength(count);
      const covered = tiles.reduce((sum, { width, height }) => sum + width * height, 0);
      expect(covered).toBe(AREA.width * AREA.height);
      for (const [index, one] of tiles.entries()) {
        expect(tiles.slice(index + 1).some((other) => overlaps(one, other))).toBe(false);
      }
    }
  },
);

test('few frames make plain rows or columns', () => {
  expect(tile(3, { width: 900, height: 600 }, 'vertical').map(({ x, height }) => [x, height])).toEqual([
    [0, 600],
    [300, 600],
    [600, 600],
  ]);
  expect(tile(2, { width: 900, height: 600 }, 'horizontal').map(({ y, width }) => [y, width])).toEqual([
    [0, 900],
    [300, 900],
  ]);
});

test('each cascaded frame leaves the title bar of the one below it visible', () => {
  const places = cascade(4, AREA);
  for (const [index, place] of places.slice(1).entries()) {
    expect(place.x).toBeGreaterThan(places[index]?.x ?? 0);
    expect(place.y).toBeGreaterThan(places[index]?.y ?? 0);
  }
});

test('new frames never lie exactly on one another while there is room', () => {
  const taken: Rectangle[] = [];
  for (let count = 0; count < 20; count++) taken.push(placeNew({ width: 560, height: 400 }, taken, AREA));
  expect(new Set(taken.map(({ x, y }) => `${x},${y}`)).size).toBe(20);
});

test('a frame that asks for more than there is gets what there is', () => {
  const { x, y, width, height } = placeNew({ width: 9_000, height: 9_000 }, [], AREA);
  expect(x + width).toBeLessThanOrEqual(AREA.width);
  expect(y + height).toBeLessThanOrEqual(AREA.height);
});
