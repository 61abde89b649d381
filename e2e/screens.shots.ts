import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { generateCsv } from './driver/csv-file.ts';
import { sample, testAddin } from './driver/packages.ts';
import { takePictures } from './driver/take-pictures.ts';
import { test } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-shots-'));
const table = join(folder, 'ledger-2026.csv');
const broken = join(folder, 'broken.addin');

test.beforeAll(async () => {
  await generateCsv(table, 200_000);
  writeFileSync(broken, 'This is no package.');
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function openNotes(app: Bulkhead, version: string): Promise<void> {
  await app.install(sample(`notes-${version}`));
  await app.open('Notes');
  const frame = app.framesOf('Notes');
  await frame.getByRole('button', { name: 'New note' }).first().click();
  await frame.getByLabel('Title', { exact: true }).fill('Lisbon, second call');
  await frame.getByLabel('Text', { exact: true }).click();
  await app.page.keyboard.type(
    'Discharge finished at 06:40, two hours ahead. The agent asks for the revised manifest before noon; the draft is half-typed and the caret is still here',
  );
}

async function openTable(app: Bulkhead): Promise<void> {
  await app.stubOpenDialog(table);
  await app.install(sample('csv-1.4.0'));
  await app.open('CSV Explorer');
  await app.framesOf('CSV Explorer').getByRole('button', { name: 'Open…' }).last().click();
  await expect(app.framesOf('CSV Explorer')).toContainText('200,000 rows');
}

test('the empty window and its pages', async ({ app }) => {
  await takePictures(app, 'workspace-empty');
  await app.show('Add-ins');
  await takePictures(app, 'add-ins-empty');
  await app.show('Permissions');
  await takePictures(app, 'permissions-empty');
  await app.show('Diagnostics');
  await takePictures(app, 'diagnostics-empty');
});

test('a workspace at work', async ({ app }) => {
  await openTable(app);
  await openNotes(app, '1.0.0');
  await app.drop(sample('notes-2.0.0'));
  await expect(app.sheet).toBeVisible();
  await takePictures(app, 'upgrade-sheet');
  await app.agree();
  await expect(app.page.getByText('Notes 1.0.0 → 2.0.0')).toBeVisible();
  await takePictures(app, 'workspace-upgraded');
  await app.choose('Window', 'Tile vertically');
  await takePictures(app, 'workspace-tiled');
  await app.page.keyboard.press('Control+Shift+P');
  await expect(app.page.getByRole('combobox')).toBeVisible();
  await takePictures(app, 'palette');
});

test('pages with something on them', async ({ app }) => {
  for (const name of ['notes-1.0.0', 'csv-1.4.0', 'floods-1.0.0', 'asks-for-more-1.0.0'])
    await app.install(sample(name));
  await app.install(testAddin('probe'));
  await app.open('Notes');
  await expect(app.framesOf('Notes').getByRole('button', { name: 'New note' }).first()).toBeVisible();
  await app.show('Add-ins');
  await takePictures(app, 'add-ins');
  await app.chooseForAddin('CSV Explorer', /^Uninstall/);
  await takePictures(app, 'uninstall');
  await app.page.keyboard.press('Escape');
  await app.show('Permissions');
  await takePictures(app, 'permissions');
  await app.show('Diagnostics');
  await takePictures(app, 'diagnostics');
});

test('installing', async ({ app }) => {
  const drag = await app.drag(sample('csv-1.4.0'));
  await drag.enter();
  await takePictures(app, 'drop');
  await drag.drop();
  await expect(app.sheet).toBeVisible();
  await takePictures(app, 'install');
  await app.page.keyboard.press('Escape');
  await app.drop(broken);
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await takePictures(app, 'refused');
});

test('a question, and an add-in that failed', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
  await app.frame('Probe').getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(app.prompt).toBeVisible();
  await takePictures(app, 'question');
  await app.prompt.getByRole('button', { name: 'Don’t allow' }).click();
  await app.install(sample('crashes-at-start-1.0.0'));
  await app.open('Crashes at start');
  await expect(app.framesOf('Crashes at start')).toContainText('did not start');
  await takePictures(app, 'failed');
});
