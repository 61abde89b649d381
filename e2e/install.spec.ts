import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { escapingArchive, unpack } from './driver/archives.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { sample, testAddin } from './driver/packages.ts';
import { test } from './fixtures.ts';

test('dropping a package shows who it is and what it may do, and installs it', async ({ app }) => {
  const drag = await app.drag(testAddin('probe'));
  await drag.enter();
  await expect(app.page.getByText('Drop to look at it')).toBeVisible();
  await drag.drop();
  await expect(app.page.getByText('Drop to look at it')).toBeHidden();

  await expect(app.sheet).toHaveAccessibleName('Install Probe 1.0.0?');
  await expect(app.sheet).toContainText('unsigned');
  await expect(app.sheet).toContainText('Bulkhead tests');
  await expect(app.sheet).toContainText('keep its own data, up to 1 MB');
  await expect(app.sheet).toContainText('send data to probe.example');
  await expect(app.sheet).toContainText('to look up the answer');
  await expect(app.sheet).toContainText(/It cannot .*read your files/);
  await app.agree();

  await expect(app.page.getByText('Probe 1.0.0 is installed').first()).toBeVisible();
  await app.page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(app.frame('Probe')).toContainText('nothing yet');
});

test('carrying files away again changes nothing', async ({ app }) => {
  const drag = await app.drag(testAddin('probe'));
  await drag.enter();
  await expect(app.page.getByText('Drop to look at it')).toBeVisible();
  await drag.leave();
  await expect(app.page.getByText('Drop to look at it')).toBeHidden();
  await expect(app.sheet).toBeHidden();
});

test('a package that is refused says why and what to do, and leaves nothing', async ({ app }) => {
  await app.drop({ name: 'holiday.addin', bytes: Buffer.from('This is no zip file.') });
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await expect(app.sheet).toContainText('holiday.addin');
  await expect(app.sheet).toContainText('E_BAD_PACKAGE');
  await expect(app.sheet).toContainText('Ask the publisher for a new copy of the file.');
  await app.sheet.getByRole('button', { name: 'Close' }).click();
  await expect(app.sheet).toBeHidden();
  await expectNothingInstalled(app);
});

test('cancelling leaves nothing', async ({ app }) => {
  await app.drop(testAddin('probe'));
  await app.sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.sheet).toBeHidden();
  await expectNothingInstalled(app);
});

async function expectNothingInstalled(app: Bulkhead): Promise<void> {
  await app.show('Add-ins');
  await expect(app.page.getByText('Everything you add to Bulkhead is listed here.')).toBeVisible();
  expect(readdirSync(join(app.userData, 'bulkhead', 'packages'), { recursive: true })).toEqual([]);
}

test('several packages at once are answered one after the other', async ({ app }) => {
  await app.drop(testAddin('probe'), { name: 'bad.addin', bytes: Buffer.from('bad') }, sample('notes-1.0.0'));
  await expect(app.sheet).toHaveAccessibleName('Install Probe 1.0.0?');
  await expect(app.sheet).toContainText('1 of 3');
  await app.agree();
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await expect(app.sheet).toContainText('2 of 3');
  await app.sheet.getByRole('button', { name: 'Close' }).click();
  await expect(app.sheet).toHaveAccessibleName('Install Notes 1.0.0?');
  await expect(app.sheet).toContainText('3 of 3');
  await app.agree();
  await expect(app.sheet).toBeHidden();
  await app.show('Add-ins');
  await expect(app.card('Probe')).toBeVisible();
  await expect(app.card('Notes')).toBeVisible();
});

test('a folder with an add-in in it can be dropped like a file', async ({ app }) => {
  const folder = join(app.folder, 'unpacked');
  await unpack(testAddin('probe'), folder);
  await app.install(folder);
  await app.open('Probe');
  await expect(app.frame('Probe')).toContainText('nothing yet');
});

test('the details list every file of a package', async ({ app }) => {
  await app.drop(testAddin('probe'));
  await app.sheet.getByRole('button', { name: 'Details' }).click();
  const files = app.sheet.getByRole('list', { name: 'Files of the package' });
  await expect(files).toContainText('main.js');
  await expect(files).toContainText('addin.json');
});

test('a package whose files were changed after it was packed is refused', async ({ app }) => {
  const folder = join(app.folder, 'changed');
  await unpack(testAddin('probe'), folder);
  appendFileSync(join(folder, 'main.js'), '\n// something that the publisher did not write\n');
  await app.drop(folder);
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await expect(app.sheet).toContainText('E_HASH');
});

test('a package that reaches outside of its folder is refused', async ({ app }) => {
  const name = 'escape.addin';
  await app.drop({ name, bytes: await escapingArchive() });
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await expect(app.sheet).toContainText('E_UNSAFE_PATH');
  await expect(app.sheet).toContainText(name);
});

test.describe('on the command line', () => {
  test.use({ offered: ['probe'] });

  test('a package is offered when the window opens', async ({ app }) => {
    await expect(app.sheet).toHaveAccessibleName('Install Probe 1.0.0?');
    await app.agree();
    await app.open('Probe');
    await expect(app.frame('Probe')).toContainText('nothing yet');
  });
});
