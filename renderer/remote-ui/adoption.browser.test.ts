import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type BrowserPage, hasBrowser, openBrowserPage } from './testing/browser-page.ts';
import type { Harness } from './testing/harness.tsx';

declare const harness: Harness;

/** Milliseconds: the page is built and a browser started. */
const SLOW = 90_000;
vi.setConfig({ testTimeout: SLOW });
const inBrowser = test.runIf(hasBrowser);

let browser: BrowserPage;

beforeAll(async () => {
  if (hasBrowser) browser = await openBrowserPage();
}, SLOW);
afterAll(() => browser?.close());
beforeEach(async () => {
  await browser?.page.reload();
});

inBrowser('an upgrade keeps the DOM, the focus, the caret, what was typed and the scroll position', async () => {
  const { page } = browser;
  await page.evaluate(() => harness.open('notes1'));
  await page.getByLabel('Text').pressSequentially('half a sen');
  await page.getByLabel('Text').evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 4));
  await page.getByRole('region', { name: 'Rows' }).evaluate((element) => {
    element.scrollTop = 700;
  });
  await page.evaluate(() => {
    for (const element of globalThis.document.querySelectorAll('.remote-view *')) {
      (element as { seen?: boolean }).seen = true;
    }
  });
  await page.getByLabel('Text').focus();
  const before = await page.locator('.rv-row').count();
  await page.evaluate(() => harness.upgrade('notes2', 2));
  await page.getByText('v2: 10 letters').waitFor();
  const after = await page.evaluate(() => {
    const area = globalThis.document.querySelector('textarea');
    const rows = [...globalThis.document.querySelectorAll('.rv-row')];
    return {
      sameArea: (area as { seen?: boolean } | null)?.seen === true,
      sameRows: rows.filter((row) => (row as { seen?: boolean }).seen === true).length,
      isFocused: globalThis.document.activeElement === area,
      value: area?.value,
      caret: area?.selectionStart,
      scrollTop: globalThis.document.querySelector('.rv-scroll')?.scrollTop,
      search: globalThis.document.querySelectorAll('.remote-view input').length,
    };
  });
  expect(after).toEqual({
    sameArea: true,
    sameRows: before,
    isFocused: true,
    value: 'half a sen',
    caret: 4,
    scrollTop: 700,
    search: 1,
  });
  await page.keyboard.type('f');
  await page.getByText('v2: 11 letters').waitFor();
  expect(await page.getByLabel('Text').inputValue()).toBe('halff a sen');
  expect(browser.complaints).toEqual([]);
});

inBrowser('what is typed and pressed during an upgrade reaches the new version', async () => {
  const { page } = browser;
  await page.evaluate(() => harness.open('notes1'));
  await page.getByLabel('Text').pressSequentially('before ');
  await page.getByText('v1: 7 letters').waitFor();
  const answers = page.evaluate(async () => {
    await harness.link.freeze();
    return harness.link.call('version', []);
  });
  await page.getByLabel('Text').pressSequentially('after');
  await page.getByRole('button', { name: 'More' }).click();
  await page.evaluate(() => harness.upgrade('notes2', 2));
  await page.getByText('v2: 12 letters, 1 presses').waitFor();
  expect(await answers).toBe(2);
  expect(await page.getByLabel('Text').inputValue()).toBe('before after');
});

inBrowser('a crash leaves the last picture, and the next process takes it over', async () => {
  const { page } = browser;
  await page.evaluate(() => harness.open('notes1'));
  await page.getByLabel('Text').pressSequentially('kept');
  await page.evaluate(() => harness.crash(1));
  await page.getByText('The add-in stopped.').waitFor();
  await page.getByLabel('Text').press('End');
  await page.keyboard.type(' and more');
  await page.evaluate(() => harness.restart('notes1', 2));
  await page.getByText('v1: 13 letters').waitFor();
  expect(await page.getByLabel('Text').inputValue()).toBe('kept and more');
  expect(await page.getByText('The add-in stopped.').count()).toBe(0);
});

inBrowser(
  'every part of the vocabulary draws under the window’s policy, and a grid of a million rows scrolls',
  async () => {
    const { page } = browser;
    await page.evaluate(() => harness.open('gallery'));
    await page.getByLabel('Digits').press('End');
    await page.keyboard.type('x3');
    await expect.poll(() => page.getByLabel('Digits').inputValue()).toBe('123');
    await page.getByRole('tab', { name: 'Table' }).click();
    const grid = page.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('End');
    await page.getByRole('row', { name: '1000000' }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    const below = await grid.evaluate((element) => {
      const last = element.querySelector('[aria-rowindex="1000001"]');
      return element.getBoundingClientRect().bottom - (last?.getBoundingClientRect().bottom ?? 0);
    });
    // Whole pixels are lost to rounding at 27 million of them.
    expect(Math.abs(below)).toBeLessThan(3);
    await page.getByRole('tab', { name: 'Lists' }).click();
    await page.getByText('line 4999').waitFor();
    expect(await page.locator('.rv-log-line').count()).toBeLessThan(80);
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+d');
    await page.getByRole('button', { name: 'Keep them' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => harness.logs)).toEqual([]);
    expect(browser.complaints).toEqual([]);
  },
);
