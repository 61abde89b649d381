import { expect } from '@playwright/test';
import { testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { test } from './fixtures.ts';

test('the palette finds pages, frames and commands of add-ins by a few letters', async ({ app }) => {
  await app.install(testAddin('probe'));
  const { keyboard } = app.page;
  const palette = app.page.getByRole('dialog', { name: 'Command palette' });

  await keyboard.press('Control+Shift+P');
  await expect(palette).toBeVisible();
  await keyboard.type('new pad');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(app.frame('Pad 1').getByLabel('Words')).toBeVisible();

  await keyboard.press('Control+Shift+P');
  await keyboard.type('diagn');
  await keyboard.press('Enter');
  await expect(app.page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();

  await keyboard.press('Control+Shift+P');
  await expect(palette.getByRole('option').first()).toContainText('Diagnostics');
  await keyboard.type('pad 1');
  await keyboard.press('Enter');
  await expect(app.frame('Pad 1')).toHaveAttribute('data-active');
});

test('the palette says when nothing has that name, and Escape gives the keyboard back', async ({ app }) => {
  await app.install(testAddin('probe'));
  const words = (await openPad(app)).getByLabel('Words');
  await words.fill('typing');
  await app.page.keyboard.press('Control+Shift+P');
  await app.page.keyboard.type('no such thing');
  await expect(app.page.getByText('Nothing has that name.')).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
  await expect(words).toBeFocused();
});
