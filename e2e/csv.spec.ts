import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import type { Bulkhead } from './driver/bulkhead.ts';
import { type CsvFacts, generateCsv, rowsOfPort } from './driver/csv-file.ts';
import { sample } from './driver/packages.ts';
import { test } from './fixtures.ts';

const ROWS = 1_000_000;
/** Reading, sorting or saving 200 MB on a busy machine. */
const WORK_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-csv-'));
const file = join(folder, 'bookings.csv');
let facts: CsvFacts;

test.beforeAll(async () => {
  facts = await generateCsv(file, ROWS);
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test.beforeEach(async ({ app }) => {
  test.slow();
  await app.install(sample('csv-1.4.0'));
  await app.page.getByRole('button', { name: 'Open', exact: true }).click();
  await app.framesOf('CSV Explorer').getByRole('button', { name: 'Maximise' }).click();
  await app.stubOpenDialog(file);
});

async function openFile(app: Bulkhead): Promise<Locator> {
  const frame = app.framesOf('CSV Explorer');
  await frame.getByRole('button', { name: 'Open…' }).first().click();
  await expect(frame).toContainText('1,000,000 rows', { timeout: WORK_MS });
  return frame;
}

/** The row at a place, counted from 1, as far as it is drawn. */
function rowAt(frame: Locator, place: number): Locator {
  return frame.locator(`[role=row][aria-rowindex="${place + 1}"]`);
}

function cellAt(frame: Locator, place: number, column: number): Locator {
  return rowAt(frame, place).locator(`[role=gridcell][aria-colindex="${column}"]`);
}

/** Column "Amount EUR", counted from 1. */
const AMOUNT = 5;

async function sortBy(frame: Locator, column: string, order: 'ascending' | 'descending'): Promise<void> {
  const heading = frame.getByRole('columnheader', { name: column });
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', order, { timeout: WORK_MS });
}

test('a million rows are opened, scrolled, sorted, filtered and measured', async ({ app }) => {
  const frame = await openFile(app);
  const grid = frame.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', String(ROWS + 1));
  await expect(rowAt(frame, 1)).toContainText('BKG-00000001');

  await test.step('to the last row and back', async () => {
    await grid.focus();
    await app.page.keyboard.press('End');
    await expect(rowAt(frame, ROWS)).toContainText('BKG-01000000');
    await app.page.keyboard.press('Home');
    await expect(rowAt(frame, 1)).toContainText('BKG-00000001');
  });

  await test.step('sorted by a column of numbers, both ways', async () => {
    await sortBy(frame, 'Amount EUR', 'ascending');
    await expect(cellAt(frame, 1, AMOUNT)).toHaveText('-20.00', { timeout: WORK_MS });
    await sortBy(frame, 'Amount EUR', 'descending');
    await expect(cellAt(frame, 1, AMOUNT)).toHaveText(/^19\d{3}\.\d\d$/, { timeout: WORK_MS });
  });

  await test.step('filtered', async () => {
    await frame.getByRole('searchbox', { name: 'Filter rows' }).fill('Port = Lisbon');
    const matches = (facts.ports['Lisbon'] ?? 0).toLocaleString('en');
    await expect(frame).toContainText(`${matches} match`, { timeout: WORK_MS });
    await expect(rowAt(frame, 1)).toContainText('Lisbon');
    await frame.getByRole('searchbox', { name: 'Filter rows' }).fill('');
    await expect(grid).toHaveAttribute('aria-rowcount', String(ROWS + 1), { timeout: WORK_MS });
  });

  await test.step('measured, with a chart', async () => {
    await frame.getByRole('button', { name: 'Column statistics' }).click();
    await expect(frame.getByRole('figure', { name: 'How Amount EUR is spread' })).toBeVisible({ timeout: WORK_MS });
    const sum = (facts.cents / 100).toLocaleString('en', { minimumFractionDigits: 2 });
    await expect(frame).toContainText(`Amount EUR: sum ${sum}`);
  });
});

test('the rows that are left are saved as they were written', async ({ app }) => {
  const frame = await openFile(app);
  await frame.getByRole('searchbox', { name: 'Filter rows' }).fill('Port = Lisbon');
  const matches = (facts.ports['Lisbon'] ?? 0).toLocaleString('en');
  await expect(frame).toContainText(`${matches} match`, { timeout: WORK_MS });
  const target = join(app.folder, 'lisbon.csv');
  await app.stubSaveDialog(target);
  await frame.getByRole('button', { name: 'Export…' }).click();
  await expect(frame).toContainText(`${matches} rows were saved to "lisbon.csv".`, { timeout: WORK_MS });
  expect(readFileSync(target).equals(rowsOfPort(file, 'Lisbon'))).toBe(true);
});

test('reading can be cancelled, and saving leaves no half of a file', async ({ app }) => {
  const frame = app.framesOf('CSV Explorer');
  await frame.getByRole('button', { name: 'Open…' }).first().click();
  await frame.getByRole('button', { name: 'Cancel' }).click();
  await expect(frame).toContainText('No file is open');

  await openFile(app);
  const target = join(app.folder, 'all.csv');
  await app.stubSaveDialog(target);
  // From within the page: it is there as long as the saving takes, and a press from here may come when that is over.
  const pressed = frame.evaluate(cancelWhenShown, 'Saving all.csv');
  await frame.getByRole('button', { name: 'Export…' }).click();
  await pressed;
  await expect(frame).not.toContainText('Saving all.csv');
  await expect(frame).not.toContainText('were saved');
  expect(existsSync(target)).toBe(false);
});

test('the add-in behind the table does the work, not the window', async ({ app }) => {
  const frame = await openFile(app);
  await sortBy(frame, 'Vessel', 'ascending');
  // The window goes on drawing while another process sorts a million texts.
  const drawn = await app.page.evaluate(async () => {
    let frames = 0;
    const end = performance.now() + 500;
    while (performance.now() < end) {
      await new Promise(requestAnimationFrame);
      frames++;
    }
    return frames;
  });
  expect(drawn).toBeGreaterThan(5);
  await expect(rowAt(frame, 1)).toContainText('Aurora 0', { timeout: WORK_MS });
});

/** Runs in the page. Cancels that job as soon as it is shown; another one may be under way beside it. */
function cancelWhenShown(place: Element, job: string): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const button = [...place.querySelectorAll('button')].find(
        ({ textContent, parentElement }) => textContent === 'Cancel' && parentElement?.textContent?.includes(job),
      );
      if (!button) return;
      observer.disconnect();
      button.click();
      resolve();
    });
    observer.observe(place, { subtree: true, childList: true, characterData: true });
  });
}
