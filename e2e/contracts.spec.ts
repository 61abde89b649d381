import { expect } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { sample, testAddin } from './driver/packages.ts';
import { test } from './fixtures.ts';

const USERS = [1, 2, 3];

/** With the keyboard: the frames lie over each other. */
async function calculate(app: Bulkhead, user: number, button: string): Promise<void> {
  await app.frame(`Calculator user ${user}`).getByRole('button', { name: button, exact: true }).press('Enter');
}

test('add-ins for each of three versions calculate with each of three versions, replaced under them', async ({
  app,
}) => {
  await app.install(sample('calc-1.0.0'));
  for (const user of USERS) {
    await app.install(sample(`calc-user-${user}-1.0.0`));
    await app.open(`Calculator user ${user}`);
    await calculate(app, user, 'Add up');
    await app.prompt.getByRole('button', { name: 'Allow while open', exact: true }).click();
    await expect(app.frame(`Calculator user ${user}`)).toContainText('Sum: 7.5');
    // What 1.0 was written without is missed in the same words whatever stands between.
    await calculate(app, user, 'Multiply');
    await expect(app.frame(`Calculator user ${user}`)).toContainText('is served here without "multiply"');
  }
  for (const version of ['2.0.0', '3.0.0']) {
    await app.install(sample(`calc-${version}`));
    for (const user of USERS) {
      await calculate(app, user, 'Multiply');
      await expect(app.frame(`Calculator user ${user}`)).toContainText('Product: 12');
      await calculate(app, user, 'Add up');
      await expect(app.frame(`Calculator user ${user}`)).toContainText('Sum: 7.5');
    }
  }
});

test('an object and a function in the hands of another add-in, behind the walls of both', async ({ app }) => {
  await app.install(testAddin('lender'));
  await app.install(testAddin('holder'));
  await app.open('Holder');
  await app.frame('Holder').getByRole('button', { name: 'Use what is lent' }).press('Enter');
  await app.prompt.getByRole('button', { name: 'Allow while open', exact: true }).click();
  await expect(app.frame('Holder')).toContainText(
    '41; true; true; E_NOT_FOUND The cell is empty.; E_ADDIN The cell is forbidden.; 90; E_LEASE_EXPIRED probe.cell@1 #1',
  );
});

test('a stream of another add-in, behind the walls of both: to its end, and left in the middle', async ({ app }) => {
  await app.install(testAddin('lender'));
  await app.install(testAddin('holder'));
  await app.open('Holder');
  await app.frame('Holder').getByRole('button', { name: 'Read what is counted' }).press('Enter');
  await app.prompt.getByRole('button', { name: 'Allow while open', exact: true }).click();
  await expect(app.frame('Holder')).toContainText('200010000; 5000; 2');
});
