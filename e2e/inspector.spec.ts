import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { ROOT } from '../tools/runtime.ts';
import { findBarriers } from './driver/accessibility.ts';
import { unpack } from './driver/archives.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { sample } from './driver/packages.ts';
import { isAlive } from './driver/processes.ts';
import { test } from './fixtures.ts';

const SHOTS = join(ROOT, 'e2e', '.shots');

/** The frame of Shapes and the grid in it, as a person sees them. */
class Shapes {
  readonly app: Bulkhead;
  readonly frame: Locator;
  readonly grid: Locator;

  constructor(app: Bulkhead) {
    this.app = app;
    this.frame = app.framesOf('Shapes');
    this.grid = this.frame.getByRole('treegrid', { name: 'Properties of the selection' });
  }

  static async open(app: Bulkhead): Promise<Shapes> {
    await app.install(sample('shapes-1.0.0'));
    await app.open('Shapes');
    const shapes = new Shapes(app);
    await expect(shapes.row('Fill')).toBeVisible();
    return shapes;
  }

  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.app.page.getByRole('rowheader', { name, exact: true }) });
  }

  /** The line of a shape below the drawing. */
  line(name: string): Locator {
    return this.frame.locator('.rv-row').filter({ has: this.app.page.getByRole('checkbox', { name, exact: true }) });
  }

  async select(...names: string[]): Promise<void> {
    for (const name of ['Quay', 'Basin', 'Crane']) {
      await this.line(name).getByRole('checkbox').setChecked(names.includes(name));
    }
  }

  field(name: string): Locator {
    return this.row(name).locator('[data-editor]');
  }

  async fill(name: string, text: string): Promise<void> {
    await this.field(name).fill(text);
    await this.field(name).press('Enter');
  }

  async open(name: string): Promise<void> {
    await this.row(name).first().getByRole('rowheader').click();
    await expect(this.row(name).first()).toHaveAttribute('aria-expanded', 'true');
  }
}

async function shoot(app: Bulkhead, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await app.setTheme(theme);
    expect.soft(await findBarriers(app.page), `${name}, ${theme}`).toEqual([]);
    await app.page.screenshot({ path: join(SHOTS, `inspector-${name}-${theme}.png`), animations: 'disabled' });
  }
}

test('every kind of value is edited, and the add-in draws it at once', async ({ app }) => {
  const shapes = await Shapes.open(app);
  const basin = shapes.line('Basin');
  await expect(shapes.grid.getByRole('row').first()).toContainText('Name');

  await shapes.field('Dash').selectOption('dotted');
  await expect(basin).toContainText('dotted 2.5');
  await shapes.fill('Stroke width', '4,5');
  await expect(basin).toContainText('dotted 4.5');
  await expect(shapes.field('Stroke width')).toHaveValue('4.5');
  await shapes.field('Stroke width').press('ArrowUp');
  await expect(basin).toContainText('dotted 5');
  await shapes.fill('Fill', 'FC8');
  await expect(basin).toContainText('#ffcc88');
  await shapes.field('Due').fill('2027-02-28');
  await expect(basin).toContainText('due 2027-02-28');
  await shapes.field('Visible').click();
  await expect(shapes.frame.getByRole('code')).not.toContainText('2');
  await shapes.field('Visible').click();
  await expect(shapes.frame.getByRole('code')).toContainText('2');

  await shapes.open('Size');
  await shapes.fill('Width', '10');
  await expect(shapes.row('Area')).toContainText('120');
  await expect(shapes.row('Size')).toContainText('10 × 12');

  await shapes.row('Tags').getByRole('button', { name: 'Add to Tags' }).click();
  await shapes.fill('1', 'south');
  await shapes.row('Tags').getByRole('button', { name: 'Add to Tags' }).click();
  await shapes.fill('2', 'deep');
  await expect(basin).toContainText('south · deep');
  await shapes.row('2').getByRole('button', { name: 'Move up' }).click();
  await expect(basin).toContainText('deep · south');
  await shapes.row('2').getByRole('button', { name: 'Remove' }).click();
  await expect(basin).toContainText('deep · due');

  await shapes.field('Rotation').scrollIntoViewIfNeeded();
  await shapes.fill('Rotation', '400');
  await expect(shapes.row('Rotation')).toContainText('Type a number from -180 to 180.');
  await shapes.field('Rotation').press('Escape');
  await expect(shapes.field('Rotation')).toHaveValue('0');
  await shoot(app, 'edited');

  await shapes.frame.getByRole('button', { name: 'Undo' }).click();
  await expect(basin).toContainText('deep · south');
});

test('the keyboard alone does it', async ({ app }) => {
  const shapes = await Shapes.open(app);
  const { keyboard } = app.page;
  await shapes.grid.getByRole('row').first().focus();
  await keyboard.press('ArrowDown');
  await expect(shapes.row('Name')).toBeFocused();
  await keyboard.press('Enter');
  await expect(shapes.field('Name')).toBeFocused();
  await keyboard.type('Pool');
  await keyboard.press('Escape');
  await expect(shapes.row('Name')).toBeFocused();
  await expect(shapes.field('Name')).toHaveValue('Basin');
  await keyboard.press('F2');
  await keyboard.type('Pool');
  await keyboard.press('Enter');
  await expect(shapes.row('Name')).toBeFocused();
  await expect(shapes.line('Pool')).toBeVisible();

  await shapes.row('Tags').focus();
  await keyboard.press('Insert');
  await expect(shapes.row('1')).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.type('first');
  await keyboard.press('Enter');
  await keyboard.press('Insert');
  await expect(shapes.row('2')).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.type('second');
  await keyboard.press('Enter');
  await keyboard.press('Alt+ArrowUp');
  await expect(shapes.line('Pool')).toContainText('second · first');
  await expect(shapes.row('1')).toBeFocused();
  await keyboard.press('Delete');
  await expect(shapes.line('Pool')).not.toContainText('second');
  await keyboard.press('ArrowLeft');
  await expect(shapes.row('Tags')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(shapes.row('1')).toBeHidden();
  await keyboard.press('Home');
  await keyboard.press('ArrowLeft');
  await expect(shapes.row('Name')).toBeHidden();
});

test('a value that the add-in changes under a person’s hands is a question', async ({ app }) => {
  const shapes = await Shapes.open(app);
  await shapes.field('Rotation').fill('4');
  await app.page.keyboard.press('Control+J');
  await expect(shapes.row('Rotation').getByRole('alert')).toHaveText('Changed meanwhile to “15”.');
  await expect(shapes.row('Rotation').getByRole('button', { name: 'Use mine' })).toBeInViewport();
  await expect(shapes.field('Rotation')).toHaveValue('4');
  await expect(shapes.field('Rotation')).toBeFocused();
  await app.page.keyboard.type('5');
  await shoot(app, 'conflict');
  await shapes.row('Rotation').getByRole('button', { name: 'Use mine' }).click();
  await expect(shapes.line('Basin')).toContainText('45°');
  await expect(shapes.row('Rotation')).not.toContainText('Changed meanwhile');

  await shapes.field('Rotation').fill('9');
  await app.page.keyboard.press('Control+J');
  await shapes.row('Rotation').getByRole('button', { name: 'Take theirs' }).click();
  await expect(shapes.field('Rotation')).toHaveValue('60');
  await expect(shapes.line('Basin')).toContainText('60°');
});

test('several shapes are edited together, and objects that lead to each other are walked once', async ({ app }) => {
  const shapes = await Shapes.open(app);
  await shapes.select('Quay', 'Crane');
  await expect(shapes.field('Fill')).toHaveAttribute('placeholder', 'Mixed');
  await expect(shapes.field('Dash').locator('option:checked')).toHaveText('Mixed');
  await shapes.fill('Fill', '#112233');
  await shapes.field('Dash').selectOption('dotted');
  await expect(shapes.line('Quay')).toContainText('#112233 · dotted');
  await expect(shapes.line('Crane')).toContainText('#112233 · dotted');
  await shapes.open('Centre');
  await shapes.fill('X', '33');
  await expect(shapes.row('Centre')).toContainText('Mixed');
  await shoot(app, 'several');

  await shapes.select('Quay');
  await shapes.open('Follows');
  await expect(shapes.row('Follows')).toHaveCount(2);
  await shapes.row('Follows').last().getByRole('rowheader').click();
  await expect(shapes.row('Follows')).toHaveCount(3);
  await shapes.row('Follows').last().getByRole('rowheader').click();
  await expect(shapes.grid).toContainText('This object is open further up.');

  await shapes.select();
  await expect(shapes.frame).toContainText('Select a shape to see what it is made of.');
});

/** Leaves a mark on an element that only the very same element can show later. */
function mark(element: Locator): Promise<void> {
  return element.evaluate((node) => void Object.assign(node, { markedByTest: true }));
}

test('an upgrade keeps what was typed half, where it was typed', async ({ app }) => {
  const shapes = await Shapes.open(app);
  await shapes.open('Centre');
  await shapes.fill('X', '40');
  const old = await app.domainPid('Shapes');
  await shapes.field('Fill').fill('#2f7d');
  await mark(shapes.field('Fill'));

  await app.install(sample('shapes-2.0.0'));
  await expect(shapes.frame).toContainText('Shapes 2.0.0');
  await expect(shapes.field('Opacity')).toHaveValue('1');
  await expect.poll(() => isAlive(old)).toBe(false);
  await expect(shapes.field('Fill')).toHaveValue('#2f7d');
  expect(await shapes.field('Fill').evaluate((node) => 'markedByTest' in node)).toBe(true);
  await expect(shapes.field('X')).toHaveValue('40');
  await shoot(app, 'upgraded');

  await shapes.field('Fill').press('End');
  await app.page.keyboard.type('00');
  await app.page.keyboard.press('Enter');
  await expect(shapes.line('Basin')).toContainText('#2f7d00');
  await expect(shapes.field('Points')).toBeHidden();
  await shapes.field('Kind').selectOption('star');
  await shapes.fill('Points', '7');
  await expect(shapes.field('Points')).toHaveValue('7');

  await shapes.field('Opacity').fill('0.7x');
  await app.chooseForAddin('Shapes', 'Roll back to 1.0.0');
  await app.show('Workspace');
  await expect(shapes.frame).toContainText('Shapes 1.0.0');
  await expect(shapes.frame).toContainText('“Opacity” is not there any more. You had typed “0.7x”.');
  await shoot(app, 'lost');
  await shapes.frame.getByRole('button', { name: 'OK', exact: true }).click();
  await expect(shapes.frame).not.toContainText('Opacity');
});

test('a version that comes while somebody types takes over below their fingers', async ({ app }) => {
  const folder = join(app.folder, 'development');
  await unpack(sample('shapes-1.0.0'), folder);
  await app.relaunch([`--dev-folder=${folder}`]);
  await app.agree();
  await app.open('Shapes');
  const shapes = new Shapes(app);
  await shapes.field('Note').click();
  await app.page.keyboard.type('half a sen');
  await unpack(sample('shapes-2.0.0'), folder);
  await expect(shapes.frame).toContainText('Shapes 2.0.0', { timeout: 30_000 });
  await expect(shapes.field('Note')).toBeFocused();
  await app.page.keyboard.type('tence');
  await app.page.keyboard.press('Control+Enter');
  await expect(shapes.field('Note')).toHaveValue('half a sentence');
  await expect(shapes.row('Note')).toBeFocused();
});
