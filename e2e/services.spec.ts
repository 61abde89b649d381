import { expect, type Locator } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { sample } from './driver/packages.ts';
import { isAlive } from './driver/processes.ts';
import { test } from './fixtures.ts';

test.beforeEach(async ({ app }) => {
  await app.install(sample('friend-calc-1.0.0'));
  await app.install(sample('friend-ledger-1.0.0'));
  await app.open('Ledger');
});

const ledger = (app: Bulkhead): Locator => app.frame('Ledger');

function press(app: Bulkhead, button: string): Promise<void> {
  return ledger(app).getByRole('button', { name: button, exact: true }).click();
}

async function answer(app: Bulkhead, words: string): Promise<void> {
  await app.prompt.getByRole('button', { name: words, exact: true }).click();
  await expect(app.prompt).toBeHidden();
}

/** Ledger may call Calc, and has done so once. */
async function befriend(app: Bulkhead): Promise<void> {
  await press(app, 'Add up');
  await answer(app, 'Allow while open');
  await expect(ledger(app)).toContainText('0.30000000000000004, says Calc 1.0.0');
}

test('one add-in calls another: the person is asked, and the called one starts by itself', async ({ app }) => {
  await expect(app.chips('Calc')).toHaveCount(0);
  await press(app, 'Add up');
  await expect(app.prompt).toHaveAccessibleName('Allow Ledger to work with add-ins that offer samples.calc?');
  await expect(app.prompt).toContainText('to have your amounts added up');
  await answer(app, 'Allow while open');
  await expect(ledger(app)).toContainText('0.30000000000000004, says Calc 1.0.0');
  expect(isAlive(await app.domainPid('Calc'))).toBe(true);
});

test('not allowed: words that say so, and the other one is not even started', async ({ app }) => {
  await press(app, 'Add up');
  await answer(app, 'Don’t allow');
  await expect(ledger(app)).toContainText('E_SECURITY: The add-in is not allowed to do this.');
  await expect(app.chips('Calc')).toHaveCount(0);
});

test('the provider is replaced under a call that is under way and one that comes again and again', async ({ app }) => {
  await befriend(app);
  // One second for each: it must still be at it when the new version has taken over.
  await ledger(app).getByLabel('Amounts').fill(Array(11).fill('0.1').join('\n'));
  const old = await app.domainPid('Calc');
  await press(app, 'Add up slowly');
  await expect(ledger(app)).toContainText('Under way: 1 of 11');
  await ledger(app).getByText('Keep adding up').click();
  await expect(ledger(app)).toContainText(/[1-9]\d* answers, 0 lost\. 1\.09\d+, says Calc 1\.0\.0/);

  await app.install(sample('friend-calc-2.0.0'));
  await expect(ledger(app)).toContainText(/answers, 0 lost\. 1\.1, says Calc 2\.0\.0/);
  // Both are there: the old version still adds.
  expect(isAlive(old)).toBe(true);
  await expect(app.chips('Calc')).toHaveCount(2);
  await expect(ledger(app)).toContainText(/1\.09\d+, says Calc 1\.0\.0/, { timeout: 20_000 });
  await expect.poll(() => isAlive(old), { timeout: 20_000 }).toBe(false);

  await expect(ledger(app)).toContainText(/\d{2,} answers, 0 lost\. 1\.1, says Calc 2\.0\.0/);
  await press(app, 'Add up');
  await expect(ledger(app).getByText('1.1, says Calc 2.0.0', { exact: true })).toBeVisible();
});

test('a call that takes too long for the person is called off', async ({ app }) => {
  await befriend(app);
  await ledger(app).getByLabel('Amounts').fill(Array(30).fill('1').join('\n'));
  await press(app, 'Add up slowly');
  await expect(ledger(app)).toContainText('Under way: 1 of 30');
  await press(app, 'Stop');
  await expect(ledger(app)).toContainText('E_CANCELLED');
  await expect(ledger(app)).toContainText('Under way: nothing');
});

test('Ledger calls Calc, which calls Ledger: the circle is named', async ({ app }) => {
  await befriend(app);
  await press(app, 'Let Calc ask back');
  // The person acted in Ledger, not in Calc: its question waits until somebody opens it.
  await app.page.getByRole('button', { name: 'Calc has a question' }).click();
  await expect(app.prompt).toHaveAccessibleName('Allow Calc to work with add-ins that offer samples.ledger?');
  await answer(app, 'Allow once');
  await expect(ledger(app)).toContainText('E_CYCLE: Ledger → Calc → Ledger: each would wait for the next without end.');
});
