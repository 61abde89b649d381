import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { findBarriers } from './driver/accessibility.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { test } from './fixtures.ts';

/** Stands in an argument of a call and in a text of a window. */
const SECRET = 'hunter2';

async function showSection(app: Bulkhead, name: 'Calls' | 'Views'): Promise<void> {
  await app.show('Diagnostics');
  await app.page.getByRole('radiogroup', { name: 'Section' }).getByText(name, { exact: true }).click();
}

function region(app: Bulkhead, name: string): Locator {
  return app.page.getByRole('region', { name, exact: true });
}

/** The cells of one method's row: method, way, calls, pending, p50, p95, p99, longest, size, failed. */
async function figuresOf(app: Bulkhead, method: string): Promise<string[]> {
  const row = region(app, 'Methods')
    .getByRole('row')
    .filter({ has: app.page.getByText(method, { exact: true }) });
  await expect(row).toBeVisible();
  return row.getByRole('cell').allInnerTexts();
}

async function expectNoBarriers(app: Bulkhead, where: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.setTheme(theme);
    expect.soft(await findBarriers(app.page), `${where}, ${theme}`).toEqual([]);
  }
}

test('calls appear with their times, one that waits while it waits, and a report holds no secret', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
  const probe = app.frame('Probe');
  await probe.getByRole('button', { name: 'Keep' }).click();
  await expect(probe).toContainText('Keep: done');
  const answerDialog = await app.holdSaveDialog(join(app.folder, 'out.txt'));
  await probe.getByRole('button', { name: 'Save' }).click();
  await expect(probe).toContainText('Save: waiting');

  await showSection(app, 'Calls');
  await expect(region(app, 'Pending now')).toContainText('fs.pickSave');
  const words = app.page.getByRole('list', { name: 'Who waits for whom, in words' });
  await expect(words).toContainText('Probe waits for Bulkhead: 1 call');
  await expectNoBarriers(app, 'calls');
  await answerDialog();
  await expect(region(app, 'Pending now')).toContainText('Every call was answered.');
  await expect(words).toContainText('Nobody waits');

  const [, way, calls, pending, ...figures] = await figuresOf(app, 'storage.set');
  expect([way, calls, pending]).toEqual(['add-in → Bulkhead', '1', '0']);
  for (const time of figures.slice(0, 4)) expect(time).toMatch(/^[\d.,]+ (µs|ms|s)$/);

  const list = region(app, 'Last calls');
  await list.getByRole('searchbox').fill('picksave');
  const rows = list.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText('answered');
  await list.getByText('Failed', { exact: true }).click();
  await expect(list).toContainText('No call fits.');

  const file = join(app.folder, 'report.json');
  await app.stubSaveDialog(file);
  await app.page.getByRole('button', { name: 'Save report…' }).click();
  await expect(app.page.getByText('The report is saved')).toBeVisible();
  const report = readFileSync(file, 'utf8');
  expect(JSON.parse(report)).toMatchObject({ kind: 'bulkhead-flight-report', addin: { id: 'probe' } });
  expect(report).toContain('fs.pickSave');
  expect(report).not.toContain(SECRET);
  expect(existsSync(join(app.folder, 'out.txt'))).toBe(false);
});

test('pictures and the tree of a window, without what a person wrote there', async ({ app }) => {
  await app.install(testAddin('probe'));
  const pad = await openPad(app);
  await pad.getByLabel('Words').fill(SECRET);
  await expect(pad.getByLabel('Words')).toHaveValue(SECRET);

  await showSection(app, 'Views');
  await expect(region(app, 'Pictures').getByRole('row').nth(1)).toContainText('ms');
  const tree = region(app, 'Tree');
  await expect(tree).toContainText('TextArea');
  await expect(tree).toContainText(`typed=text(${SECRET.length})`);
  await expect(tree).not.toContainText(SECRET);
  await expectNoBarriers(app, 'views');
  await tree.getByLabel('With texts').check();
  await expect(tree).toContainText(`typed="${SECRET}"`);
});

test('without add-ins it says what would be seen here', async ({ app }) => {
  await showSection(app, 'Calls');
  await expect(app.page.getByRole('heading', { name: 'Nothing to record yet' })).toBeVisible();
  await expectNoBarriers(app, 'nothing installed');
  await app.install(testAddin('probe'));
  await showSection(app, 'Calls');
  await expect(app.page.getByRole('heading', { name: 'No calls recorded yet' })).toBeVisible();
  await expectNoBarriers(app, 'nothing recorded');
});
