import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';
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
