import { expect } from '@playwright/test';
import { findBarriers } from './driver/accessibility.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { sample, testAddin } from './driver/packages.ts';
import { test } from './fixtures.ts';

const almanac = (app: Bulkhead) => app.frame('Almanac');
const press = (app: Bulkhead, button: string) =>
  almanac(app).getByRole('button', { name: button, exact: true }).click();

async function answer(app: Bulkhead, words: string): Promise<void> {
  await app.prompt.getByRole('button', { name: words, exact: true }).click();
  await expect(app.prompt).toBeHidden();
}

test('what is optional is on the sheet as a later question, and asked at its first use', async ({ app }) => {
  await app.drop(testAddin('almanac'));
  await expect(app.sheet.getByRole('heading', { name: 'It will ask first to' })).toBeVisible();
  await expect(app.sheet).toContainText('copy text to the clipboard when you press a button');
  await expect(app.sheet).toContainText('“to copy the tide table”');
  await app.sheet.getByRole('button', { name: 'Install' }).click();
  await app.open('Almanac');
  await expect(app.prompt).toBeHidden();

  await press(app, 'Keep');
  await expect(app.prompt).toHaveAccessibleName('Allow Almanac to keep its own data, up to 5 MB?');
  await answer(app, 'Don’t allow');
  await expect(almanac(app)).toContainText('Keep: E_SECURITY');
  await press(app, 'Copy');
  await answer(app, 'Allow once');
  await expect(almanac(app)).toContainText('Copy: done');
});

test('files of the package are shown, and one that is not there has a code', async ({ app }) => {
  await app.install(testAddin('almanac'));
  await app.open('Almanac');
  await expect(almanac(app)).toContainText('High water 06:40');
  const picture = almanac(app).getByRole('img', { name: 'The tide comes in' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(96);
  await press(app, 'Read what is not there');
  await expect(almanac(app)).toContainText('Read: E_NOT_FOUND');
});

test('of two add-ins that offer the same, the one answers that is chosen', async ({ app }) => {
  await app.install(sample('friend-calc-1.0.0'));
  await app.install(sample('friend-ledger-1.0.0'));
  await app.install(testAddin('almanac'));
  await app.open('Ledger');
  const ledger = app.frame('Ledger');
  const addUp = () => ledger.getByRole('button', { name: 'Add up', exact: true }).click();
  await addUp();
  await answer(app, 'Allow while open');
  await expect(ledger).toContainText('E_CONTRACT: Almanac and Calc both offer samples.calc');

  await app.show('Add-ins');
  const choice = app.page.getByLabel('samples.calc is provided by');
  await expect(app.page.getByText('Until you choose, add-ins that need it get an error.')).toBeVisible();
  await choice.selectOption({ label: 'Almanac (1.0)' });
  await expect(app.page.getByText('Until you choose')).toBeHidden();
  expect(await findBarriers(app.page)).toEqual([]);
  await app.show('Workspace');
  await addUp();
  await expect(ledger).toContainText('says Calc Almanac');
  await app.show('Add-ins');
  await expect(choice).toHaveValue('almanac');
});
