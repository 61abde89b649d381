import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { packVariant, sample, testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { isAlive } from './driver/processes.ts';
import { test } from './fixtures.ts';

function shadowCopies(app: Bulkhead): string[] {
  const folder = join(app.userData, 'bulkhead', 'packages');
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
}

/** A package that takes a while to copy, so that there is a middle to be killed in. */
async function packHeavy(app: Bulkhead): Promise<string> {
  const folder = join(app.folder, 'heavy');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (let number = 0; number < 8; number++) {
    writeFileSync(join(folder, 'assets', `picture-${number}.bin`), randomBytes(1_000_000));
  }
  return packVariant('probe', '1.2.0', folder);
}

test('a host that is killed in the middle of an installation leaves no half of it', async ({ app }) => {
  const heavy = await packHeavy(app);
  await app.drop(heavy);
  await app.agree();
  await expect.poll(() => shadowCopies(app).length, { intervals: [5] }).toBeGreaterThan(0);
  await app.killHost();
  expect(shadowCopies(app), 'the kill came before the end').not.toEqual([]);

  await app.start();
  await app.show('Add-ins');
  await expect(app.page.getByRole('heading', { name: 'Install one' })).toBeVisible();
  expect(shadowCopies(app)).toEqual([]);
  await app.install(heavy);
  await app.open('Probe');
  await expect(app.frame('Probe')).toContainText('nothing yet');
});

test('a host that is killed takes its add-ins along, and brings frames and notes back', async ({ app }) => {
  await app.install(sample('notes-1.0.0'));
  await app.install(testAddin('probe'));
  await app.open('Probe');
  await app.open('Notes');
  const notes = app.framesOf('Notes');
  await notes.getByRole('button', { name: 'New note' }).first().click();
  await notes.getByLabel('Text', { exact: true }).fill('Half a sent');
  await expect(notes).toContainText('Saved a moment ago');
  const layout = join(app.userData, 'bulkhead', 'frames.json');
  await expect.poll(() => JSON.parse(readFileSync(layout, 'utf8'))).toMatchObject([{ bounds: {} }, { bounds: {} }]);
  const pids = [await app.domainPid('Notes'), await app.domainPid('Probe')];

  await app.killHost();
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);

  await app.start();
  await expect(app.framesOf('Probe')).toContainText('nothing yet');
  await expect(app.framesOf('Notes').getByLabel('Text', { exact: true })).toHaveValue('Half a sent');
});

test('a domain that is killed starts again with its content, and nobody else notices', async ({ app }) => {
  await app.install(sample('notes-1.0.0'));
  await app.install(testAddin('probe'));
  await openPad(app);
  await app.open('Notes');
  const notes = app.framesOf('Notes');
  await notes.getByRole('button', { name: 'New note' }).first().click();
  const text = notes.getByLabel('Text', { exact: true });
  await text.fill('Half a sent');
  await expect(notes).toContainText('Saved a moment ago');
  const [pid, probe] = [await app.domainPid('Notes'), await app.domainPid('Probe')];

  process.kill(pid, 'SIGKILL');
  await expect(notes).toContainText('Notes stopped unexpectedly. This is its last picture.');
  await expect(text).toHaveValue('Half a sent');
  await app.frame('Pad 1').getByLabel('Words').fill('meanwhile');
  await expect(notes).not.toContainText('stopped unexpectedly');
  await text.click();
  await app.page.keyboard.press('Control+End');
  await app.page.keyboard.type('ence');
  await expect(text).toHaveValue('Half a sentence');
  await expect.poll(() => app.domainPid('Notes')).not.toBe(pid);
  expect(await app.domainPid('Probe')).toBe(probe);
});

test('a domain that is killed again and again is kept stopped until a person decides', async ({ app }) => {
  await app.install(testAddin('probe'));
  await openPad(app);
  const pad = () => app.frame('Pad 1');
  const quarantined = () => pad().getByText('Probe failed several times and is kept stopped.');
  let pid = 0;
  for (let kills = 0; kills < 5; kills++) {
    await expect.poll(() => app.domainPid('Probe'), { timeout: 20_000 }).not.toBe(pid);
    pid = await app.domainPid('Probe');
    process.kill(pid, 'SIGKILL');
  }
  await expect(quarantined()).toBeVisible();
  await expect(app.chips('Probe')).toHaveCount(0);

  await app.show('Add-ins');
  await expect(app.card('Probe')).toContainText('Failed repeatedly');
  await expect(app.card('Probe')).toContainText('E_QUARANTINED');

  await app.relaunch();
  await expect(quarantined()).toBeVisible();
  await app.show('Add-ins');
  await expect(app.card('Probe')).toContainText('Failed repeatedly');
  await expect(app.chips('Probe')).toHaveCount(0);
  await app.page.getByRole('button', { name: 'Restart Probe' }).click();
  await app.show('Workspace');
  await expect(quarantined()).toBeHidden();
  await expect(pad().getByLabel('Words')).toBeEditable();
});

test('loading the page anew keeps the frames and the processes behind them', async ({ app }) => {
  await app.install(testAddin('probe'));
  await openPad(app);
  await app.frame('Pad 1').getByLabel('Words').fill('still here');
  const pid = await app.domainPid('Probe');
  await app.page.reload();
  await expect(app.frame('Pad 1').getByLabel('Words')).toHaveValue('still here');
  await app.frame('Pad 1').getByRole('button', { name: 'Mark unsaved' }).click();
  await expect(app.frame('Pad 1').getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
  expect(await app.domainPid('Probe')).toBe(pid);
});
