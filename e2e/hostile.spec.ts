import { expect, type Locator } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { sample } from './driver/packages.ts';
import { isAlive } from './driver/processes.ts';
import { test } from './fixtures.ts';

/** The governor gives a silent process this long, and a little more on a busy machine. */
const SILENCE_MS = 30_000;

/** Somebody writes a note beside the hostile add-in. */
test.beforeEach(async ({ app }) => {
  await app.install(sample('notes-1.0.0'));
  await app.open('Notes');
  await app.framesOf('Notes').getByRole('button', { name: 'New note' }).first().click();
  await expect(noteOf(app)).toBeVisible();
});

function noteOf(app: Bulkhead): Locator {
  return app.framesOf('Notes').getByLabel('Text', { exact: true });
}

/** Each key is seen before the next is pressed, and the add-in behind the frame has heard of it. */
async function expectNotesAtWork(app: Bulkhead): Promise<void> {
  const note = noteOf(app);
  await note.click();
  await app.page.keyboard.press('Control+End');
  let text = await note.inputValue();
  for (const letter of 'works') {
    await app.page.keyboard.press(letter);
    text += letter;
    expect(await note.inputValue()).toBe(text);
  }
  await expect(app.framesOf('Notes').getByRole('option', { selected: true })).toContainText(text);
}

async function openHostile(app: Bulkhead, file: string, name: string): Promise<Locator> {
  await app.install(sample(`${file}-1.0.0`));
  await app.open(name);
  await expect(app.framesOf(name)).toBeVisible();
  await app.choose('Window', 'Tile vertically');
  return app.framesOf(name);
}

test('one that loops without end is named, ended and started again', async ({ app }) => {
  const frame = await openHostile(app, 'spins', 'Spins');
  const pid = await app.domainPid('Spins');
  await frame.getByRole('button', { name: 'Spin forever' }).click();
  await expect(frame).toContainText('Spins is busy and does not answer. Nothing else is affected.');
  await expectNotesAtWork(app);
  await expect.poll(() => isAlive(pid), { timeout: SILENCE_MS }).toBe(false);
  await expect(frame.getByRole('button', { name: 'Spin forever' })).toBeEnabled();
  await app.show('Diagnostics');
  await expect(app.page.getByRole('list', { name: 'Log entries, newest first' })).toContainText(
    /It is ended because it did not answer for \d+ seconds\./,
  );
});

test('one that loops without end can be restarted by hand at once', async ({ app }) => {
  const frame = await openHostile(app, 'spins', 'Spins');
  const pid = await app.domainPid('Spins');
  await frame.getByRole('button', { name: 'Spin forever' }).click();
  await expect(frame).toContainText('does not answer');
  await frame.getByRole('button', { name: 'Restart' }).click();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect(frame).not.toContainText('does not answer');
  await expect(frame.getByRole('button', { name: 'Spin forever' })).toBeEnabled();
  await expectNotesAtWork(app);
});

test('one that fails whenever it starts is named with its own words and left alone', async ({ app }) => {
  await openHostile(app, 'crashes-at-start', 'Crashes at start');
  await expectNotesAtWork(app);
  await app.show('Add-ins');
  await expect(app.card('Crashes at start')).toContainText('The settings of this sample are missing, as always.');
  await expect(app.card('Crashes at start').getByRole('button', { name: 'Restart' })).toBeVisible();
  await expect(app.chips('Crashes at start')).toHaveCount(0);
});

test('one whose script fails while it is read is named with its own words', async ({ app }) => {
  await openHostile(app, 'crashes-at-load', 'Crashes at load');
  await expectNotesAtWork(app);
  await app.show('Add-ins');
  await expect(app.card('Crashes at load')).toContainText('A table in this script has no rows, as always.');
});

test('one that uses up its memory dies alone and comes back', async ({ app }) => {
  const frame = await openHostile(app, 'crashes-later', 'Crashes later');
  const pid = await app.domainPid('Crashes later');
  await frame.getByRole('button', { name: 'All at once' }).click();
  await expectNotesAtWork(app);
  await expect.poll(() => isAlive(pid), { timeout: SILENCE_MS }).toBe(false);
  await expectNotesAtWork(app);
  await expect.poll(() => app.domainPid('Crashes later'), { timeout: SILENCE_MS }).not.toBe(pid);
  await expect(frame).toContainText('Portions taken so far: 0');
});

test('one that floods the window slows down nobody', async ({ app }) => {
  const frame = await openHostile(app, 'floods', 'Floods');
  await frame.getByRole('button', { name: 'Flood the window' }).click();
  await expect(frame.getByRole('button', { name: 'Stop drawing' })).toBeVisible();
  await expectNotesAtWork(app);
  await frame.getByRole('button', { name: 'Stop drawing' }).click();
  await expect(frame.getByRole('button', { name: 'Flood the window' })).toBeVisible();
});

test('one that asks the host too much is refused what is too much', async ({ app }) => {
  const frame = await openHostile(app, 'floods', 'Floods');
  await frame.getByRole('button', { name: 'Ask the host 100,000 times' }).click();
  await expectNotesAtWork(app);
  await expect(frame).toContainText('E_OVERLOAD', { timeout: SILENCE_MS });
});

test('one that does not want to end is ended', async ({ app }) => {
  await openHostile(app, 'hangs-in-deactivate', 'Hangs at the end');
  const pid = await app.domainPid('Hangs at the end');
  await app.chooseForAddin('Hangs at the end', 'Disable');
  await app.show('Workspace');
  await expectNotesAtWork(app);
  await expect.poll(() => isAlive(pid)).toBe(false);
  await app.show('Add-ins');
  await expect(app.card('Hangs at the end')).toContainText('Switched off');
});

test('one that asks for what it was not granted gets none of it', async ({ app }) => {
  const frame = await openHostile(app, 'asks-for-more', 'Asks for more');
  await frame.getByRole('button', { name: 'Try everything' }).click();
  await expect(frame).toContainText(/0 of \d+ got through\./);
  await expect(frame.getByRole('row').filter({ hasText: 'Send data to a server' })).toContainText('E_SECURITY');
  await expect(app.prompt).toBeHidden();
  await expectNotesAtWork(app);
});

const REFUSED = [
  'a script',
  'a frame with a page',
  'raw HTML',
  'properties of a wrong type',
  'an unknown property',
  'a number of rows below zero',
  'a chart without end',
  'a part in a wrong place',
  'a very deep tree',
  'a very long text',
  'a key with a trap',
  'a failure while drawing',
];

test('one that draws what cannot be drawn breaks its own view only', async ({ app }) => {
  test.slow();
  const frame = await openHostile(app, 'answers-garbage', 'Answers garbage');
  for (const drawing of REFUSED) {
    await frame.getByRole('option', { name: drawing, exact: true }).click();
    await expect(frame.getByRole('alert'), drawing).toBeVisible();
    await expectNotesAtWork(app);
    await frame.getByRole('button', { name: 'Open it again' }).click();
    await expect(frame).toContainText('Nothing strange yet.');
  }
  await frame.getByRole('option', { name: 'rows that are no rows' }).click();
  await expect(frame.getByRole('grid', { name: 'Rows' })).toBeVisible();
  await expectNotesAtWork(app);
  expect(await app.page.locator('script:not([src]), iframe').count()).toBe(0);
});
