import { expect, type Locator } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { test } from './fixtures.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

test.beforeEach(({ app }) => app.install(testAddin('probe')));

async function openPads(app: Bulkhead, count: number): Promise<Locator[]> {
  const pads: Locator[] = [];
  for (let number = 1; number <= count; number++) pads.push(await openPad(app, number));
  return pads;
}

async function boxOf(frame: Locator): Promise<Box> {
  const box = await frame.boundingBox();
  if (!box) throw new Error('The frame has no place on the window.');
  return box;
}

function workspaceOf(app: Bulkhead): Promise<Box> {
  return boxOf(app.page.getByRole('main'));
}

/** Presses at one point, releases at another, as a hand does. */
async function dragBy(app: Bulkhead, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  const { mouse } = app.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 3 });
  await mouse.move(from.x + by.x, from.y + by.y, { steps: 3 });
  await mouse.up();
}

function titleBarOf({ x, y, width }: Box): { x: number; y: number } {
  return { x: x + width * 0.6, y: y + 17 };
}

test('a frame is moved by its title bar', async ({ app }) => {
  const pad = await openPad(app);
  const before = await boxOf(pad);
  await dragBy(app, titleBarOf(before), { x: 140, y: 90 });
  await expect.poll(() => boxOf(pad)).toEqual({ ...before, x: before.x + 140, y: before.y + 90 });
});

const EDGES = {
  n: { at: [0.5, 0], change: [0, 1, 0, -1] },
  s: { at: [0.5, 1], change: [0, 0, 0, 1] },
  e: { at: [1, 0.5], change: [0, 0, 1, 0] },
  w: { at: [0, 0.5], change: [1, 0, -1, 0] },
  ne: { at: [1, 0], change: [0, 1, 1, -1] },
  nw: { at: [0, 0], change: [1, 1, -1, -1] },
  se: { at: [1, 1], change: [0, 0, 1, 1] },
  sw: { at: [0, 1], change: [1, 0, -1, 1] },
} as const;

test('a frame is resized at each edge and corner', async ({ app }) => {
  const pad = await openPad(app);
  await dragBy(app, titleBarOf(await boxOf(pad)), { x: 200, y: 120 });
  for (const [edge, { at, change }] of Object.entries(EDGES)) {
    const before = await boxOf(pad);
    const from = { x: before.x + before.width * at[0], y: before.y + before.height * at[1] };
    await dragBy(app, from, { x: 32, y: 24 });
    const [x, y, width, height] = change;
    const after = {
      x: before.x + 32 * x,
      y: before.y + 24 * y,
      width: before.width + 32 * width,
      height: before.height + 24 * height,
    };
    await expect.poll(() => boxOf(pad), `pulled at ${edge}`).toEqual(after);
  }
});

test('a frame is minimised, maximised and restored to where it was', async ({ app }) => {
  const pad = await openPad(app);
  const before = await boxOf(pad);
  await pad.getByRole('button', { name: 'Maximise' }).click();
  const area = await workspaceOf(app);
  await expect.poll(() => boxOf(pad)).toEqual(area);
  await pad.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => boxOf(pad)).toEqual(before);

  await pad.getByRole('button', { name: 'Minimise' }).click();
  await expect(pad).toBeHidden();
  const bar = app.page.getByRole('toolbar', { name: 'Minimised frames' });
  await bar.getByRole('button', { name: 'Pad 1' }).click();
  await expect(bar).toBeHidden();
  await expect.poll(() => boxOf(pad)).toEqual(before);
});

test('frames are cascaded and tiled from the Window menu', async ({ app }) => {
  const pads = await openPads(app, 3);
  const boxes = (): Promise<Box[]> => Promise.all(pads.map(boxOf));

  await app.choose('Window', 'Cascade');
  await expect
    .poll(async () => {
      const [first, second, third] = (await boxes()) as [Box, Box, Box];
      return [second.x - first.x, second.y - first.y, third.x - second.x, third.y - second.y];
    })
    .toEqual([30, 30, 30, 30]);

  const { width, height } = await workspaceOf(app);
  await app.choose('Window', 'Tile horizontally');
  await expect.poll(async () => (await boxes()).every((box) => Math.abs(box.width - width) <= 1)).toBe(true);
  await expect.poll(async () => sum((await boxes()).map((box) => box.height))).toBe(height);

  await app.choose('Window', 'Tile vertically');
  await expect.poll(async () => (await boxes()).every((box) => Math.abs(box.height - height) <= 1)).toBe(true);
  await expect.poll(async () => sum((await boxes()).map((box) => box.width))).toBe(width);
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

test('the Window menu lists the frames and brings one forward', async ({ app }) => {
  const [first] = await openPads(app, 2);
  await app.page.getByRole('menubar').getByRole('menuitem', { name: 'Window' }).click();
  await expect(app.menuItem('Pad 2')).toBeChecked();
  await expect(app.menuItem('Pad 1')).not.toBeChecked();
  await app.menuItem('Pad 1').click();
  await expect(first as Locator).toHaveAttribute('data-active');
});

test('the keyboard goes through the frames, closes, moves and sizes them', async ({ app }) => {
  const [first, second] = (await openPads(app, 2)) as [Locator, Locator];
  const { keyboard } = app.page;
  await expect(second).toHaveAttribute('data-active');
  await keyboard.press('Control+F6');
  await expect(first).toHaveAttribute('data-active');
  await keyboard.press('Control+Shift+F6');
  await expect(second).toHaveAttribute('data-active');

  const before = await boxOf(second);
  await keyboard.press('Control+F7');
  await keyboard.press('ArrowRight');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Enter');
  const moved = { ...before, x: before.x + 20, y: before.y + 1 };
  await expect.poll(() => boxOf(second)).toEqual(moved);

  await keyboard.press('Control+F8');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect.poll(() => boxOf(second)).toEqual({ ...moved, width: moved.width + 20, height: moved.height + 20 });

  await keyboard.press('Control+F7');
  await keyboard.press('ArrowLeft');
  await keyboard.press('Escape');
  await expect.poll(() => boxOf(second)).toMatchObject({ x: moved.x, y: moved.y });

  await keyboard.press('Control+F4');
  await expect(second).toBeHidden();
  await expect(first).toHaveAttribute('data-active');
});

test('closing a frame with unsaved changes asks first', async ({ app }) => {
  const pad = await openPad(app);
  await pad.getByRole('button', { name: 'Mark unsaved' }).click();
  await expect(pad.getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
  await pad.getByRole('button', { name: 'Close', exact: true }).click();
  const question = app.page.getByRole('alertdialog', { name: 'Close “Pad 1” with unsaved changes?' });
  await question.getByRole('button', { name: 'Keep open' }).click();
  await expect(pad).toBeVisible();
  await pad.getByRole('button', { name: 'Close', exact: true }).click();
  await question.getByRole('button', { name: 'Close anyway' }).click();
  await expect(pad).toBeHidden();
});

test('a restart of the host brings frames, their places and what was typed back', async ({ app }) => {
  const [first, second] = (await openPads(app, 2)) as [Locator, Locator];
  await first.getByLabel('Words').fill('Half a sent');
  await dragBy(app, titleBarOf(await boxOf(second)), { x: 210, y: 130 });
  await first.getByRole('button', { name: 'Minimise' }).click();
  const place = await boxOf(second);

  await app.relaunch();

  await expect.poll(() => boxOf(app.frame('Pad 2'))).toEqual(place);
  await app.page.getByRole('toolbar', { name: 'Minimised frames' }).getByRole('button', { name: 'Pad 1' }).click();
  await expect(app.frame('Pad 1').getByLabel('Words')).toHaveValue('Half a sent');
  await openPad(app, 3);
});
