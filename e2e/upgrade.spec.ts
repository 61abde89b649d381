import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { unpack } from './driver/archives.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { packVariant, sample, testAddin } from './driver/packages.ts';
import { openPad } from './driver/pad.ts';
import { isAlive } from './driver/processes.ts';
import { test } from './fixtures.ts';

/** Opens Notes and leaves somebody in the middle of a sentence: "The agent waits |the quay". */
async function writeHalfASentence(app: Bulkhead): Promise<Locator> {
  await app.open('Notes');
  const frame = app.framesOf('Notes');
  await frame.getByRole('button', { name: 'New note' }).first().click();
  await frame.getByLabel('Title', { exact: true }).fill('Lisbon');
  const text = frame.getByLabel('Text', { exact: true });
  await text.click();
  await app.page.keyboard.type('The agent waits the quay');
  for (const _ of 'the quay') await app.page.keyboard.press('ArrowLeft');
  return text;
}

/** Leaves a mark on an element that only the very same element can show later. */
function mark(element: Locator): Promise<void> {
  return element.evaluate((node) => void Object.assign(node, { markedByTest: true }));
}

function isMarked(element: Locator): Promise<boolean> {
  return element.evaluate((node) => 'markedByTest' in node);
}

function caret(field: Locator): Promise<[number, number]> {
  return field.evaluate((node) => {
    const { selectionStart, selectionEnd } = node as HTMLTextAreaElement;
    return [selectionStart, selectionEnd];
  });
}

test('a newer version takes over in place, in the middle of a sentence', async ({ app }) => {
  await app.install(testAddin('probe'));
  await app.open('Probe');
  await app.install(sample('notes-1.0.0'));
  const text = await writeHalfASentence(app);
  const frame = app.framesOf('Notes');
  await expect(frame.getByLabel('Search notes')).toBeHidden();
  await mark(frame);
  await mark(text);
  const place = await caret(text);
  const host = app.hostPid;
  const [oldNotes, probe] = [await app.domainPid('Notes'), await app.domainPid('Probe')];

  await app.drop(sample('notes-2.0.0'));
  await expect(app.sheet).toHaveAccessibleName('Upgrade Notes?');
  await expect(app.sheet).toContainText('asks for nothing that the installed one does not have');
  await app.agree();
  // A screen reader is told as well, in words that nobody sees.
  await expect(app.page.getByRole('heading', { name: 'Notes 1.0.0 → 2.0.0' })).toBeVisible();
  await expect(app.page.getByText(/Swapped in \d+ ms, 1 frame kept\./)).toBeVisible();

  await expect(frame.getByLabel('Search notes')).toBeVisible();
  await expect(frame).toContainText('Notes 2.0.0');
  expect(await isMarked(frame)).toBe(true);
  expect(await isMarked(text)).toBe(true);
  await expect(text).toBeFocused();
  expect(await caret(text)).toEqual(place);
  await app.page.keyboard.type('at ');
  await expect(text).toHaveValue('The agent waits at the quay');
  await expect(frame).toContainText('6 words');

  await expect.poll(() => isAlive(oldNotes)).toBe(false);
  await expect.poll(() => app.domainPid('Notes')).not.toBe(oldNotes);
  expect(isAlive(await app.domainPid('Notes'))).toBe(true);
  expect(await app.domainPid('Probe')).toBe(probe);
  expect(isAlive(host)).toBe(true);
  expect(await app.electron.evaluate(() => process.pid)).toBe(host);
});

test('what the old version is doing finishes there', async ({ app }) => {
  await app.install(sample('notes-1.0.0'));
  await writeHalfASentence(app);
  const oldNotes = await app.domainPid('Notes');
  const target = join(app.folder, 'lisbon.md');
  const answerDialog = await app.holdSaveDialog(target);
  await app.framesOf('Notes').getByRole('button', { name: 'Export…' }).click();

  await app.install(sample('notes-2.0.0'));
  await expect(app.framesOf('Notes').getByLabel('Search notes')).toBeVisible();
  // Both processes are there: the old one still waits for its answer.
  await expect(app.chips('Notes')).toHaveCount(2);
  expect(isAlive(oldNotes)).toBe(true);
  await answerDialog();

  await expect.poll(() => existsSync(target)).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('# Lisbon\n\nThe agent waits the quay\n');
  await expect.poll(() => isAlive(oldNotes)).toBe(false);
});

test('a folder under development is swapped in while somebody types, and no key is lost', async ({ app }) => {
  const folder = join(app.folder, 'development');
  await unpack(testAddin('probe'), folder);
  const next = await packVariant('probe', '1.1.0', join(app.folder, 'probe-1.1.0'));
  await app.relaunch([`--dev-folder=${folder}`]);
  await app.agree();
  const words = (await openPad(app)).getByLabel('Words');
  await mark(words);
  await words.click();

  await unpack(next, folder);
  let typed = '';
  await expect(async () => {
    await app.page.keyboard.type('still typing ');
    typed += 'still typing ';
    await expect(app.frame('Pad 1')).toContainText('Probe 1.1.0', { timeout: 50 });
  }).toPass({ intervals: [10], timeout: 30_000 });
  await app.page.keyboard.type('the end');
  await expect(words).toHaveValue(`${typed}the end`);
  expect(await isMarked(words)).toBe(true);
  await expect(words).toBeFocused();
});

test('an upgrade can be rolled back from the note about it, and from the Add-ins page', async ({ app }) => {
  await app.install(testAddin('probe'));
  const words = (await openPad(app)).getByLabel('Words');
  await words.fill('half a sent');
  await app.install(await packVariant('probe', '1.1.0', join(app.folder, 'probe-1.1.0')));
  await expect(app.frame('Pad 1')).toContainText('Probe 1.1.0');

  await app.page.getByRole('button', { name: 'Roll back' }).click();
  await expect(app.frame('Pad 1')).toContainText('Probe 1.0.0');
  await expect(words).toHaveValue('half a sent');

  await app.chooseForAddin('Probe', 'Roll back to 1.1.0');
  await expect(app.card('Probe')).toContainText('1.1.0');
  await app.show('Workspace');
  await expect(words).toHaveValue('half a sent');
});

test('an older version is refused as long as a newer one is there', async ({ app }) => {
  await app.install(await packVariant('probe', '1.1.0', join(app.folder, 'probe-1.1.0')));
  await app.drop(testAddin('probe'));
  await expect(app.sheet).toHaveAccessibleName('Not installed');
  await expect(app.sheet).toContainText('E_DOWNGRADE');
});

const FAILURES = [
  { sample: 'bad-upgrade', name: 'Bad upgrade', reason: 'This version cannot read counts of form 1.' },
  { sample: 'bad-start', name: 'Bad start', reason: 'A part that this version needs is missing.' },
];

for (const { sample: file, name, reason } of FAILURES) {
  test(`${file}: the version before goes on and the host says why`, async ({ app }) => {
    await app.install(sample(`${file}-1.0.0`));
    await app.open(name);
    const frame = app.frame(name);
    await frame.getByRole('button', { name: 'Press' }).click();
    await frame.getByRole('button', { name: 'Press' }).click();
    const field = frame.getByLabel('Something half typed');
    await field.click();
    await app.page.keyboard.type('half a');
    await mark(field);
    const pid = await app.domainPid(name);

    await app.drop(sample(`${file}-2.0.0`));
    await app.agree();
    await expect(app.sheet).toHaveAccessibleName('Not installed');
    await expect(app.sheet).toContainText('E_UPGRADE_FAILED');
    await expect(app.sheet).toContainText(reason);
    await app.sheet.getByRole('button', { name: 'Close' }).click();

    await expect(frame).toContainText('Pressed 2 times');
    await expect(frame).toContainText('Version 1.0.0');
    expect(await isMarked(field)).toBe(true);
    await field.click();
    await app.page.keyboard.press('End');
    await app.page.keyboard.type(' sentence');
    await expect(field).toHaveValue('half a sentence');
    await frame.getByRole('button', { name: 'Press' }).click();
    await expect(frame).toContainText('Pressed 3 times');
    expect(await app.domainPid(name)).toBe(pid);
    await app.show('Add-ins');
    await expect(app.card(name)).toContainText('1.0.0');
  });
}
