import { expect } from '@playwright/test';
import { testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { isAlive } from './driver/processes.ts';
import { test } from './fixtures.ts';

test('with nothing installed the page teaches two ways in', async ({ app }) => {
  await app.show('Add-ins');
  await expect(app.page.getByRole('heading', { name: 'Install one' })).toBeVisible();
  await expect(app.page.getByText('bulkhead create my-addin')).toBeVisible();
  await app.page.getByRole('button', { name: 'Show a first add-in' }).click();
  await expect(app.page.getByRole('dialog', { name: 'Write an add-in' })).toBeVisible();
});

test('a file chosen in the dialog of the system is offered like a dropped one', async ({ app }) => {
  await app.stubOpenDialog(testAddin('probe'));
  await app.choose('File', 'Install add-in…');
  await expect(app.sheet).toHaveAccessibleName('Install Probe 1.0.0?');
});

test('a card says what an add-in is and what it costs', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.show('Add-ins');
  const card = app.card('Probe');
  await expect(card).toContainText('1.0.0');
  await expect(card).toContainText('Bulkhead tests');
  await expect(card).toContainText('unsigned');
  await expect(card).toContainText('no process');
  await app.open('Probe');
  await app.show('Add-ins');
  await expect(card).toContainText('Running');
  await expect(card).toContainText(/\d+ MB/);

  await app.page.getByRole('searchbox', { name: 'Search add-ins' }).fill('nothing like it');
  await expect(card).toBeHidden();
  await app.page.getByRole('button', { name: 'Show all' }).click();
  await expect(card).toBeVisible();
});

test('restarting gives the add-in another process and its frame the same content', async ({ app }) => {
  await app.install(testAddin('probe'));
  await openPad(app);
  await app.frame('Pad 1').getByLabel('Words').fill('kept');
  const pid = await app.domainPid('Probe');
  await app.chooseForAddin('Probe', 'Restart');
  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect.poll(() => app.domainPid('Probe')).not.toBe(pid);
  await app.show('Workspace');
  await expect(app.frame('Pad 1').getByLabel('Words')).toHaveValue('kept');
  await expect(app.frame('Pad 1').getByLabel('Words')).toBeEditable();
});

test('disabling ends the process and keeps the picture; enabling brings it back', async ({ app }) => {
  await app.install(testAddin('probe'));
  await openPad(app);
  await app.frame('Pad 1').getByLabel('Words').fill('kept');
  const pid = await app.domainPid('Probe');
  await app.chooseForAddin('Probe', 'Disable');
  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect(app.card('Probe')).toContainText('Switched off');

  await app.show('Workspace');
  await expect(app.frame('Pad 1')).toContainText('Probe is switched off. This is its last picture.');
  await expect(app.frame('Pad 1').getByLabel('Words')).toHaveValue('kept');

  await app.show('Add-ins');
  await app.page.getByRole('button', { name: 'Enable Probe' }).click();
  await app.show('Workspace');
  await expect(app.frame('Pad 1')).not.toContainText('switched off');
  await expect(app.frame('Pad 1').getByLabel('Words')).toHaveValue('kept');
  await expect(app.frame('Pad 1').getByLabel('Words')).toBeEditable();
});

test('uninstalling asks first, then nothing is left', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
  const pid = await app.domainPid('Probe');
  await app.chooseForAddin('Probe', 'Uninstall…');
  const question = app.page.getByRole('alertdialog', { name: 'Uninstall Probe?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.card('Probe')).toBeVisible();

  await app.chooseForAddin('Probe', 'Uninstall…');
  await question.getByRole('button', { name: 'Uninstall' }).click();
  await expect(app.page.getByText('Probe was uninstalled')).toBeVisible();
  await expect(app.card('Probe')).toBeHidden();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await app.show('Workspace');
  await expect(app.frame('Probe')).toBeHidden();
});

test('data is kept or forgotten as the person decides', async ({ app }) => {
  for (const keep of [true, false]) {
    await app.install(testAddin('probe'));
    await openPad(app);
    await app.chooseForAddin('Probe', 'Uninstall…');
    const question = app.page.getByRole('alertdialog', { name: 'Uninstall Probe?' });
    await question.getByLabel('Keep its data, in case I install it again').setChecked(keep);
    await question.getByRole('button', { name: 'Uninstall' }).click();
    await expect(app.card('Probe')).toBeHidden();
    await app.install(testAddin('probe'));
    // The add-in counts its pads in its state.
    await openPad(app, keep ? 2 : 1);
    await app.chooseForAddin('Probe', 'Uninstall…');
    await question.getByLabel('Keep its data, in case I install it again').uncheck();
    await question.getByRole('button', { name: 'Uninstall' }).click();
    await expect(app.card('Probe')).toBeHidden();
  }
});
