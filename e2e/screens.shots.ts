import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { ROOT } from '../tools/runtime.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { generateCsv } from './driver/csv-file.ts';
import { sample, testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { test } from './fixtures.ts';

const SHOTS = join(ROOT, 'e2e', '.shots');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const THEMES = ['light', 'dark'] as const;

/** Takes the window as it is, in every size and theme. `arrange` is for what depends on the size. */
async function shoot(app: Bulkhead, name: string, arrange = async (): Promise<void> => undefined): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  for (const size of SIZES) {
    await app.setWindowSize(size);
    await arrange();
    for (const theme of THEMES) {
      await app.setTheme(theme);
      const path = join(SHOTS, `${name}-${theme}-${size.width}x${size.height}.png`);
      await app.page.screenshot({ path, animations: 'disabled' });
    }
  }
  await app.setWindowSize(SIZES[0]);
}

const ADDINS = ['notes-1.0.0', 'csv-1.4.0', 'asks-for-more-1.0.0', 'crashes-at-start-1.0.0', 'spins-1.0.0'];

async function installSeveral(app: Bulkhead): Promise<void> {
  for (const name of ADDINS) await app.install(sample(name));
}

async function writeNote(app: Bulkhead): Promise<void> {
  await app.open('Notes');
  const notes = app.framesOf('Notes');
  for (const [title, text] of Object.entries(NOTES)) {
    await notes.getByRole('button', { name: 'New note' }).first().click();
    await expect(notes.getByLabel('Title', { exact: true })).toHaveValue('');
    await notes.getByLabel('Title', { exact: true }).fill(title);
    await notes.getByLabel('Text', { exact: true }).fill(text);
  }
}

const NOTES = {
  'Riga, berth 4': 'Crane two is back from repair.\nAsk Elif for the new tariff sheet.',
  'Harbour call, Thursday': 'Hourly rates change on 1 December.\nGenoa wants the list before noon.',
  'Lisbon, second call':
    'Vessel arrives 06:40, berth 11.\nDischarge finished two hours ahead of plan.\n\nThe agent asks for the revised manifest before noon.',
};

/** Takes a frame by its title bar to a place, given as parts of the window. */
async function moveFrame(app: Bulkhead, frame: Locator, to: { x: number; y: number }): Promise<void> {
  const box = await frame.boundingBox();
  const { width, height } = SIZES[0];
  if (!box) throw new Error('The frame has no place on the window.');
  const { mouse } = app.page;
  const grip = { x: box.width * 0.6, y: 16 };
  await mouse.move(box.x + grip.x, box.y + grip.y);
  await mouse.down();
  await mouse.move(width * to.x + grip.x, height * to.y + grip.y, { steps: 5 });
  await mouse.up();
}

async function openTable(app: Bulkhead): Promise<void> {
  const file = join(app.folder, 'bookings.csv');
  await generateCsv(file, 200_000);
  await app.stubOpenDialog(file);
  await app.open('CSV Explorer');
  const table = app.framesOf('CSV Explorer');
  await table.getByRole('button', { name: 'Open…' }).first().click();
  await expect(table).toContainText('200,000 rows');
  await table.getByRole('columnheader', { name: 'Amount EUR' }).getByRole('button').click();
  await table.getByRole('button', { name: 'Column statistics' }).click();
  await expect(table.getByRole('figure')).toBeVisible();
}

test('nothing installed', async ({ app }) => {
  await shoot(app, 'workspace-empty');
  for (const page of ['Add-ins', 'Permissions', 'Diagnostics'] as const) {
    await app.show(page);
    await shoot(app, `${page.toLowerCase()}-empty`);
  }
});

test('installing', async ({ app }) => {
  const drag = await app.drag(sample('csv-1.4.0'));
  await drag.enter();
  await shoot(app, 'drop-overlay');
  await drag.drop();
  await expect(app.sheet).toBeVisible();
  await shoot(app, 'install-sheet');
  await app.sheet.getByRole('button', { name: 'Details' }).click();
  await shoot(app, 'install-sheet-details');
  await app.sheet.getByRole('button', { name: 'Cancel' }).click();
  await app.drop({ name: 'weather-0.9.13.addin', bytes: Buffer.from('This is no package.') });
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await shoot(app, 'install-refused');
});

test('a workspace in use', async ({ app }) => {
  await installSeveral(app);
  await shoot(app, 'workspace-start');
  await openTable(app);
  await writeNote(app);
  await app.framesOf('Notes').getByRole('option', { name: 'Harbour call, Thursday' }).dblclick();
  await expect(app.framesOf('Notes')).toHaveCount(2);
  await expect(app.page.getByText('is installed')).toHaveCount(0);
  const [notes, note] = [app.framesOf('Notes').first(), app.framesOf('Notes').last()];
  await moveFrame(app, note, { x: 0.62, y: 0.1 });
  await moveFrame(app, notes, { x: 0.4, y: 0.36 });
  await notes.getByRole('option', { name: 'Lisbon, second call' }).click();
  await notes.getByLabel('Text', { exact: true }).click();
  await expect(app.framesOf('Notes').filter({ hasText: 'Saving…' })).toHaveCount(0);
  await shoot(app, 'workspace');
  await shoot(app, 'workspace-tiled', () => app.choose('Window', 'Tile vertically'));
  await shoot(app, 'workspace-cascade', () => app.choose('Window', 'Cascade'));
  await app.choose('Window', 'Tile vertically');
  await note.getByRole('button', { name: 'Minimise' }).click();
  await notes.getByRole('button', { name: 'Minimise' }).click();
  await shoot(app, 'workspace-minimised');
  for (const page of ['Add-ins', 'Permissions', 'Diagnostics'] as const) {
    await app.show(page);
    const list = app.page.getByRole('navigation', { name: 'Add-ins' });
    if (page === 'Permissions') await list.getByRole('button', { name: 'Notes' }).click();
    await shoot(app, page.toLowerCase());
  }
  await app.chooseForAddin('Notes', 'Uninstall…');
  await expect(app.page.getByRole('alertdialog')).toBeVisible();
  await shoot(app, 'uninstall');
});

test('calls and views', async ({ app }) => {
  const showSection = (name: string): Promise<void> =>
    app.page.getByRole('radiogroup', { name: 'Section' }).getByText(name, { exact: true }).click();
  await app.show('Diagnostics');
  await showSection('Calls');
  await shoot(app, 'calls-empty');
  await app.install(sample('notes-1.0.0'));
  await app.install(testAddin('probe'));
  await writeNote(app);
  await app.open('Probe');
  await app.frame('Probe').getByRole('button', { name: 'Keep' }).click();
  const answerDialog = await app.holdSaveDialog(join(app.folder, 'plans.txt'));
  await app.frame('Probe').getByRole('button', { name: 'Save' }).click();
  await expect(app.frame('Probe')).toContainText('Save: waiting');
  await app.show('Diagnostics');
  await showSection('Calls');
  await app.page.getByLabel('Add-in', { exact: true }).selectOption({ label: 'Probe 1.0.0' });
  await expect(app.page.getByRole('region', { name: 'Pending now' })).toContainText('fs.pickSave');
  await shoot(app, 'calls');
  await app.page.getByLabel('Add-in', { exact: true }).selectOption({ label: 'Notes 1.0.0' });
  await app.page.getByRole('region', { name: 'Last calls', exact: true }).scrollIntoViewIfNeeded();
  await shoot(app, 'calls-list');
  await showSection('Views');
  await shoot(app, 'views');
  await answerDialog();
});

test('add-ins that work together', async ({ app }) => {
  await app.install(sample('friend-calc-1.0.0'));
  await app.install(sample('friend-ledger-1.0.0'));
  await app.open('Ledger');
  await app.frame('Ledger').getByRole('button', { name: 'Add up', exact: true }).click();
  await app.prompt.getByRole('button', { name: 'Allow while open', exact: true }).click();
  await app.frame('Ledger').getByRole('button', { name: 'Add up slowly', exact: true }).click();
  await expect(app.frame('Ledger')).toContainText('Under way');
  await app.show('Diagnostics');
  await app.page.getByRole('radiogroup', { name: 'Section' }).getByText('Calls', { exact: true }).click();
  await app.page.getByLabel('Add-in', { exact: true }).selectOption({ label: 'Ledger 1.0.0' });
  await app.page.getByRole('region', { name: 'Events between add-ins' }).scrollIntoViewIfNeeded();
  await shoot(app, 'events-between-add-ins');
});

test('an upgrade', async ({ app }) => {
  await app.install(sample('notes-1.0.0'));
  await writeNote(app);
  await app.drop(sample('notes-2.0.0'));
  await expect(app.sheet).toBeVisible();
  await shoot(app, 'upgrade-sheet');
  await app.agree();
  await expect(app.page.getByText('Notes 1.0.0 → 2.0.0')).toBeVisible();
  await shoot(app, 'upgrade-toast');
});

test('questions and menus', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
  await app.frame('Probe').getByRole('button', { name: 'Fetch' }).click();
  await expect(app.prompt).toBeVisible();
  await shoot(app, 'prompt');
  await app.prompt.getByRole('button', { name: 'Don’t allow' }).click();
  await app.show('Permissions');
  await shoot(app, 'permissions-refused');

  await openPad(app);
  await app.frame('Pad 1').getByRole('button', { name: 'Mark unsaved' }).click();
  await expect(app.frame('Pad 1').getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
  await app.page.keyboard.press('Control+F4');
  await expect(app.page.getByRole('alertdialog')).toBeVisible();
  await shoot(app, 'unsaved');
  await app.page.keyboard.press('Escape');

  await app.page.keyboard.press('Control+Shift+P');
  await expect(app.page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await shoot(app, 'palette');
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('menubar').getByRole('menuitem', { name: 'Window' }).click();
  await expect(app.menuItem('Cascade')).toBeVisible();
  await shoot(app, 'menu');
  await app.page.keyboard.press('Escape');
  await app.choose('Help', 'Keyboard shortcuts');
  await shoot(app, 'keys');
});

test('what is optional, and who answers', async ({ app }) => {
  await app.drop(testAddin('almanac'));
  await expect(app.sheet.getByRole('heading', { name: 'It will ask first to' })).toBeVisible();
  await shoot(app, 'sheet-optional');
  await app.agree();
  await expect(app.sheet).toBeHidden();
  await app.install(sample('friend-calc-1.0.0'));
  await app.show('Add-ins');
  await expect(app.page.getByLabel('samples.calc is provided by')).toBeVisible();
  await shoot(app, 'addins-choice');
  await app.open('Almanac');
  await expect(app.frame('Almanac')).toContainText('High water');
  await shoot(app, 'assets');
  await app.show('Permissions');
  await shoot(app, 'permissions-optional');
});

test('trouble', async ({ app }) => {
  await app.install(sample('notes-1.0.0'));
  await writeNote(app);
  await app.chooseForAddin('Notes', 'Disable');
  await app.show('Workspace');
  await expect(app.framesOf('Notes')).toContainText('Notes is switched off.');
  await shoot(app, 'frame-stale');

  await app.install(sample('answers-garbage-1.0.0'));
  await app.open('Answers garbage');
  await app.framesOf('Answers garbage').getByRole('option', { name: 'a failure while drawing' }).click();
  await expect(app.framesOf('Answers garbage').getByRole('alert')).toBeVisible();
  await shoot(app, 'frame-broken');
  await app.page.keyboard.press('Control+F4');

  await app.install(sample('crashes-at-start-1.0.0'));
  await app.open('Crashes at start');
  await app.show('Add-ins');
  await expect(app.card('Crashes at start')).toContainText('as always');
  await shoot(app, 'addins-trouble');
  await app.show('Workspace');
  await shoot(app, 'frame-failed');

  await app.install(sample('spins-1.0.0'));
  await app.open('Spins');
  await app.framesOf('Spins').getByRole('button', { name: 'Spin forever' }).click();
  await expect(app.framesOf('Spins')).toContainText('does not answer');
  await shoot(app, 'frame-busy');
});

test('a web page of an add-in', async ({ app }) => {
  await app.install(testAddin('atlas'));
  await app.open('Atlas');
  await app.page.getByRole('button', { name: 'Atlas has a question' }).click();
  await app.prompt.getByRole('button', { name: 'Allow while open', exact: true }).click();
  const page = app.frame('Atlas').frameLocator('iframe');
  await expect(page.getByRole('heading', { name: 'Map of the coast' })).toBeVisible();
  await app.frame('Atlas').getByRole('button', { name: 'Say hello' }).click();
  await expect(page.locator('#said')).toContainText('"hello":1');
  await shoot(app, 'web-page');
});
