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
  await browser?.page.evaluate(() => harness.open('order'));
});

inBrowser('rules hold a command back, show what is wrong and take the person there', async () => {
  const { page } = browser;
  await page.getByRole('button', { name: 'Order' }).click();
  const mail = page.getByLabel('Mail');
  await page.getByText('A mail address.').waitFor();
  expect(await mail.getAttribute('aria-invalid')).toBe('true');
  expect(await mail.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  await page.keyboard.type('me@a.example');
  await expect.poll(() => page.getByText('A mail address.').count()).toBe(0);
  await page.getByRole('button', { name: 'Order' }).click();
  await page.getByText('ordered').waitFor();
  expect(browser.complaints).toEqual([]);
});

inBrowser('a form is not sent while a field shows what it did not take', async () => {
  const { page } = browser;
  await page.getByLabel('Mail').fill('me@a.example');
  const copies = page.getByLabel('Copies');
  await copies.fill('3');
  await copies.fill('12');
  await page.getByRole('button', { name: 'Order' }).click();
  await page.getByText('Enter 9 or less.').waitFor();
  await expect.poll(() => copies.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  expect(await page.getByText('ordered').count()).toBe(0);
  await copies.fill('4');
  await page.getByRole('button', { name: 'Order' }).click();
  await page.getByText('ordered').waitFor();
  expect(browser.complaints).toEqual([]);
});

inBrowser('rules show and disable without asking the add-in', async () => {
  const { page } = browser;
  expect(await page.getByLabel('To').count()).toBe(0);
  await page.getByLabel('As a gift').check();
  await page.getByLabel('To').waitFor();
  expect(await page.getByRole('button', { name: 'Measure' }).isDisabled()).toBe(true);
  await page.getByLabel('As a gift').uncheck();
  await expect.poll(() => page.getByLabel('To').count()).toBe(0);
  expect(browser.complaints).toEqual([]);
});

inBrowser('a drawing is drawn in the colours of the theme, pressed by pointer and keyboard, and measured', async () => {
  const { page } = browser;
  const canvas = page.getByRole('img', { name: 'Two halves' });
  const pixels = () =>
    canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      context?.drawImage(element as HTMLCanvasElement, 0, 0);
      const at = (x: number) => [...(context?.getImageData(x * width, height - 3, 1, 1).data ?? [])].slice(0, 3);
      return [at(0.1), at(0.9)];
    });
  expect(await pixels()).toEqual([
    [0x26, 0x59, 0xd6],
    [255, 0, 0],
  ]);
  await page.evaluate(() => {
    globalThis.document.documentElement.dataset['theme'] = 'dark';
  });
  await expect.poll(pixels).toEqual([
    [0x7f, 0xa6, 0xff],
    [255, 0, 0],
  ]);
  await canvas.click({ position: { x: 20, y: 30 } });
  await page.getByText('pressed 20 30').waitFor();
  await canvas.focus();
  await page.keyboard.press('Enter');
  await page.getByText('pressed 100 50').waitFor();
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.getByText('200 wide, 100 high').waitFor();
  expect(browser.complaints).toEqual([]);
});

inBrowser('a view knows whether it is seen and has the keyboard', async () => {
  const { page } = browser;
  await page.getByText('seen, lacks the keyboard').waitFor();
  await page.getByLabel('Mail').focus();
  await page.getByText('seen, has the keyboard').waitFor();
  await page.evaluate(() => harness.link.setSeen('f1', false));
  await page.getByLabel('Elsewhere').focus();
  await page.evaluate(() => harness.link.call('none', []).catch(() => undefined));
  expect(await page.getByText('seen, has the keyboard').count()).toBe(1);
  await page.evaluate(() => harness.link.setSeen('f1', true));
  await page.getByText('seen, lacks the keyboard').waitFor();
  expect(browser.complaints).toEqual([]);
});
