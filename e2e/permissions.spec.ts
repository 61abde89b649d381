import { expect, type Locator } from '@playwright/test';
import { findBarriers } from './driver/accessibility.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';
import { test } from './fixtures.ts';

test.beforeEach(async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
});

function press(app: Bulkhead, button: string): Promise<void> {
  return app.frame('Probe').getByRole('button', { name: button, exact: true }).click();
}

async function expectOutcome(app: Bulkhead, outcome: string): Promise<void> {
  await expect(app.frame('Probe')).toContainText(outcome);
}

async function answer(app: Bulkhead, words: string): Promise<void> {
  await app.prompt.getByRole('button', { name: words, exact: true }).click();
  await expect(app.prompt).toBeHidden();
}

function rowOf(app: Bulkhead, plain: string | RegExp): Locator {
  const table = app.page.getByRole('region', { name: 'Permissions of Probe' });
  return table.getByRole('row').filter({ has: app.page.getByRole('rowheader', { name: plain }) });
}

test('the question names who asks, for what and why; a no is a clear error', async ({ app }) => {
  await press(app, 'Fetch');
  await expect(app.prompt).toHaveAccessibleName('Allow Probe to send data to probe.example?');
  await expect(app.prompt).toContainText('to look up the answer');
  await answer(app, 'Don’t allow');
  await expectOutcome(app, 'Fetch: E_SECURITY');
});

test('a yes for once is asked again the next time', async ({ app }) => {
  await press(app, 'Fetch');
  await answer(app, 'Allow once');
  // The address exists nowhere: the call was let through and failed outside.
  await expectOutcome(app, 'Fetch: E_IO');
  await press(app, 'Fetch');
  await expect(app.prompt).toBeVisible();
  await answer(app, 'Don’t allow');
  await expectOutcome(app, 'Fetch: E_SECURITY');
});

test('a yes while open holds for the next call; taken back, it holds from the call after', async ({ app }) => {
  await press(app, 'Notify');
  await answer(app, 'Allow while open');
  await expectOutcome(app, 'Notify: done');
  await press(app, 'Keep');
  await expectOutcome(app, 'Keep: done');
  await press(app, 'Notify');
  await expectOutcome(app, 'Notify: done');
  const pid = await app.domainPid('Probe');

  await app.show('Permissions');
  await rowOf(app, 'show notifications').getByText('Deny').click();
  await app.show('Workspace');
  await press(app, 'Notify');
  await expectOutcome(app, 'Notify: E_SECURITY');
  expect(await app.domainPid('Probe')).toBe(pid);

  await app.show('Permissions');
  await app.page.getByRole('button', { name: 'Revoke all' }).click();
  await app.show('Workspace');
  await press(app, 'Keep');
  await expectOutcome(app, 'Keep: E_SECURITY');

  await app.page.getByRole('button', { name: 'Undo' }).click();
  await press(app, 'Keep');
  await expectOutcome(app, 'Keep: done');
});

test('the Permissions page says what, why, when and what came of it', async ({ app }) => {
  await press(app, 'Keep');
  await expectOutcome(app, 'Keep: done');
  await press(app, 'Notify');
  await answer(app, 'Don’t allow');
  await expectOutcome(app, 'Notify: E_SECURITY');

  await app.show('Permissions');
  const data = rowOf(app, 'keep its own data, up to 1 MB');
  await expect(data.getByRole('radio', { name: 'Allow' })).toBeChecked();
  await expect(data).toContainText('broker');
  await expect(data).toContainText('1 time');
  await expect(rowOf(app, 'show notifications')).toContainText('1 refused');
  await expect(rowOf(app, 'send data to probe.example')).toContainText('never');

  const audit = app.page.getByRole('region', { name: 'What it did' });
  await expect(audit.getByRole('row').filter({ hasText: 'keep its own data' })).toContainText('done');
  await expect(audit.getByRole('row').filter({ hasText: 'show notifications' })).toContainText('refused');
  await audit.getByLabel('Only refused').check();
  await expect(audit.getByRole('row').filter({ hasText: 'keep its own data' })).toBeHidden();
});

test('an answer outlives a restart of the host', async ({ app }) => {
  await app.show('Permissions');
  await rowOf(app, 'keep its own data, up to 1 MB').getByText('Deny').click();
  await expect(rowOf(app, 'keep its own data, up to 1 MB')).toContainText('your answer');
  await app.relaunch();
  await press(app, 'Keep');
  await expectOutcome(app, 'Keep: E_SECURITY');
});

test('a question out of the blue waits behind a badge; blocking switches the add-in off, with a way back', async ({
  app,
}) => {
  await app.chooseForAddin('Probe', 'Open Eager');
  const badge = app.page.getByRole('button', { name: 'Probe has a question' });
  await expect(badge).toBeVisible();
  await expect(app.frame('Eager')).toContainText('Fetch: waiting');
  await expect(app.prompt).toBeHidden();
  for (const theme of ['light', 'dark'] as const) {
    await app.setTheme(theme);
    expect(await findBarriers(app.page), theme).toEqual([]);
  }

  await badge.press('Enter');
  // Who, what and about what come first; then the answers, the harmless one first and under the keyboard.
  await expect(app.prompt).toHaveAccessibleName('Allow Probe to send data to probe.example?');
  await expect(app.prompt).toHaveAccessibleDescription(/^Probe says: .*to look up the answer/);
  await expect(badge).toBeHidden();
  await expect(app.prompt.getByRole('button', { name: 'Don’t allow' })).toBeFocused();
  await expect(app.prompt.getByRole('button')).toHaveText([
    'Don’t allow',
    'Block this add-in',
    'Allow once',
    'Allow while open',
  ]);

  await answer(app, 'Block this add-in');
  await app.show('Add-ins');
  await expect(app.card('Probe')).toContainText('Switched off');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await expect(app.card('Probe')).not.toContainText('Switched off');
  // Its view is back, and so is the question: nothing was decided about the permission.
  await expect(badge).toBeVisible();
});
