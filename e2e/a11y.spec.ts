import { expect } from '@playwright/test';
import { findBarriers } from './driver/accessibility.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { test } from './fixtures.ts';

/** Both themes, because most barriers are contrasts. */
async function expectNoBarriers(app: Bulkhead, where: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.setTheme(theme);
    expect.soft(await findBarriers(app.page), `${where}, ${theme}`).toEqual([]);
  }
}

test('pages without any add-in', async ({ app }) => {
  for (const page of ['Workspace', 'Add-ins', 'Permissions', 'Diagnostics'] as const) {
    await app.show(page);
    await expectNoBarriers(app, page);
  }
});

test('pages with a running add-in', async ({ app }) => {
  await app.install(testAddin('probe'));
  await openPad(app);
  await openPad(app, 2);
  await app.frame('Pad 2').getByRole('button', { name: 'Mark unsaved' }).click();
  await app.frame('Pad 1').getByRole('button', { name: 'Minimise' }).click();
  await expect(app.chips('Probe')).toBeVisible();
  for (const page of ['Workspace', 'Add-ins', 'Permissions', 'Diagnostics'] as const) {
    await app.show(page);
    await expectNoBarriers(app, page);
  }
});

test('the sheet, accepted and refused, and the drop target', async ({ app }) => {
  const drag = await app.drag(testAddin('probe'));
  await drag.enter();
  await expectNoBarriers(app, 'drop target');
  await drag.drop();
  await expect(app.sheet).toHaveAccessibleName('Install Probe 1.0.0?');
  await app.sheet.getByRole('button', { name: 'Details' }).click();
  await expectNoBarriers(app, 'sheet');
  await app.sheet.getByRole('button', { name: 'Cancel' }).click();
  await app.drop({ name: 'bad.addin', bytes: Buffer.from('bad') });
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await expectNoBarriers(app, 'refused');
});

test('menus, the palette and the dialogs', async ({ app }) => {
  await app.page.getByRole('menubar').getByRole('menuitem', { name: 'View' }).click();
  await app.menuItem('Theme').hover();
  await expect(app.menuItem('Dark')).toBeVisible();
  await expectNoBarriers(app, 'menu');
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Escape');

  await app.page.keyboard.press('Control+Shift+P');
  await expect(app.page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await expectNoBarriers(app, 'palette');
  await app.page.keyboard.press('Escape');

  for (const dialog of ['Keyboard shortcuts', 'Write an add-in', 'About Bulkhead']) {
    await app.choose('Help', dialog);
    await expect(app.page.getByRole('dialog', { name: dialog })).toBeVisible();
    await expectNoBarriers(app, dialog);
    await app.page.keyboard.press('Escape');
  }
});

test('questions: a permission, unsaved changes, uninstalling', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
  await app.frame('Probe').getByRole('button', { name: 'Fetch' }).click();
  const refuse = app.prompt.getByRole('button', { name: 'Don’t allow' });
  // It is drawn as one that cannot be pressed until the question has been in view for a moment.
  await expect(refuse).toBeEnabled();
  await expectNoBarriers(app, 'prompt');
  await refuse.click();

  await openPad(app);
  await app.frame('Pad 1').getByRole('button', { name: 'Mark unsaved' }).click();
  await expect(app.frame('Pad 1').getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
  await app.page.keyboard.press('Control+F4');
  await expect(app.page.getByRole('alertdialog')).toBeVisible();
  await expectNoBarriers(app, 'unsaved');
  await app.page.keyboard.press('Escape');

  await app.chooseForAddin('Probe', 'Uninstall…');
  await expect(app.page.getByRole('alertdialog', { name: 'Uninstall Probe?' })).toBeVisible();
  await expectNoBarriers(app, 'uninstall');
});
