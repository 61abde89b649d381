import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type BrowserPage, hasBrowser, openBrowserPage } from './testing/browser-page.ts';
import type { Harness } from './testing/harness.tsx';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const harness: Harness;

/** Milliseconds: the page is built and a browser started. */
const SLOW = 90_000;
/** A machine with much to do takes its time for each of these steps. */
vi.setConfig({ testTimeout: 30_000 });
const inBrowser = test.runIf(hasBrowser);

let browser: BrowserPage;
let requests: string[] = [];

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await openBrowserPage();
  // Shorter than a test may take: what is missing is then named.
  browser.page.setDefaultTimeout(10_000);
  browser.page.on('request', (request) => requests.push(request.url()));
}, SLOW);
afterAll(() => browser?.close());
beforeEach(async () => {
  if (!browser) return;
  await browser.page.reload();
  requests = [];
  browser.complaints.length = 0;
});

async function openTab(name: string): Promise<void> {
  await browser.page.evaluate(() => harness.open('gallery'));
  await browser.page.getByRole('tab', { name }).click();
}

async function axeProblems(): Promise<string[]> {
  const { page } = browser;
  await page.evaluate(`${AXE}; void 0`);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations, passes } = await axe.run('.remote-view');
    if (passes.length < 10) return ['too little was looked at'];
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

interface Axe {
  run(where: string): Promise<{ passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] }>;
}

const focused = () =>
  browser.page.evaluate(() => {
    const element = globalThis.document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });

inBrowser('Markdown shows its words, gives links to the add-in, and loads nothing', async () => {
  const { page } = browser;
  await openTab('Reading');
  await page.getByRole('heading', { name: 'Port call', level: 1 }).waitFor();
  await page.getByText('<b>This is no HTML</b>').waitFor();
  await page.getByRole('link', { name: 'rules of the port' }).click();
  await page.getByText('Pressed: https://port.example/rules').waitFor();
  expect(await page.locator('.rv-markdown img, .rv-markdown a').count()).toBe(0);
  // V5: the pictures come from bytes; no address of the text was asked for.
  const picture = page.getByRole('img', { name: 'Four coloured squares' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(4);
  expect(await picture.getAttribute('src')).toMatch(/^blob:/);
  await page.locator('.rv-image-broken').waitFor();
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  expect(browser.complaints).toEqual([]);
});

inBrowser('a tree of a hundred thousand lines is moved through, opened and closed with keys', async () => {
  const { page } = browser;
  await openTab('Tree');
  const tree = page.getByRole('tree');
  await page.getByText('Ships, 100000 lines').waitFor();
  await tree.focus();
  await page.keyboard.press('End');
  await page.getByText('Cargo 999.98').waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Chosen s999').waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Ships, 99901 lines').waitFor();
  const last = page.getByRole('treeitem', { name: 'Ship 999' });
  await expect.poll(() => last.getAttribute('aria-expanded')).toBe('false');
  expect(await last.getAttribute('aria-setsize')).toBe('1000');
  await page.keyboard.press('ArrowRight');
  await page.getByText('Ships, 100000 lines').waitFor();
  await page.keyboard.press('Home');
  // What is typed is looked for among the lines that are there.
  await page.getByText('Chosen s0').waitFor();
  await page.keyboard.type('cargo 0.7');
  await page.getByText('Chosen c0-7').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('used c0-7').waitFor();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(60);
  expect(await page.getByRole('treeitem', { name: 'Cargo 0.7', exact: true }).getAttribute('aria-level')).toBe('2');
});

inBrowser('a long list tells which line was chosen', async () => {
  const { page } = browser;
  await openTab('Tree');
  await page.getByRole('option', { name: 'Message 3' }).click();
  await page.getByText('Message chosen: 3').waitFor();
  await page.keyboard.press('End');
  await page.getByText('Message chosen: 99999').waitFor();
  await page.getByRole('option', { name: 'Message 99999' }).waitFor();
  expect(await page.getByRole('option').count()).toBeLessThan(60);
});

inBrowser('a grid tells which row was chosen', async () => {
  const { page } = browser;
  await openTab('Table');
  await page.getByRole('row', { name: '3 2026-01-03' }).click();
  await page.getByText('row 3', { exact: true }).waitFor();
});

inBrowser('fields for cities, days and colours tell what was chosen', async () => {
  const { page } = browser;
  await openTab('Pickers');
  await page.getByLabel('City').click();
  await page.keyboard.type('li');
  await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['Lisbon', 'Limassol']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('Lisbon / ').waitFor();
  await page.getByLabel('Day').fill('2026-02-20');
  await page.getByText('/ 2026-02-20 /').waitFor();
  const color = page.getByRole('textbox', { name: 'Colour', exact: true });
  await color.fill('#12');
  await color.fill('ABCDEF');
  await page.getByText('/ #abcdef').waitFor();
  await color.fill('nothing');
  await color.blur();
  await expect.poll(() => color.inputValue()).toBe('#abcdef');
  expect(browser.complaints).toEqual([]);
});

inBrowser('a day outside of what is allowed stays in the field with words about it, and is not told', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const day = page.getByLabel('Day');
  await day.fill('2026-03-01');
  await page.getByText('Choose Feb 20, 2026 or an earlier day.').waitFor();
  expect([await day.inputValue(), await day.getAttribute('aria-invalid')]).toEqual(['2026-03-01', 'true']);
  await page.getByText('/ 2026-02-01 /').waitFor();
  await day.fill('2026-02-20');
  await page.getByText('/ 2026-02-20 /').waitFor();
  expect(await day.getAttribute('aria-invalid')).toBeNull();
  // By keyboard, part by part: one day on from the last.
  await day.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.getByText('or an earlier day.').waitFor();
  await page.getByText('/ 2026-02-20 /').waitFor();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => day.getAttribute('aria-invalid')).toBeNull();
});

inBrowser('a number outside of what is allowed stays in the field with words about it, and is not told', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const berths = page.getByLabel('Berths');
  const said = () =>
    berths.evaluate((field) => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent);
  await berths.fill('500');
  await berths.press('Enter');
  await page.getByText('Enter 12 or less.').waitFor();
  expect([await berths.inputValue(), await berths.getAttribute('aria-invalid')]).toEqual(['500', 'true']);
  expect(await said()).toBe('Enter 12 or less.');
  // Leaving the field changes nothing behind the person's back.
  await berths.blur();
  expect(await berths.inputValue()).toBe('500');
  await page.getByText('Berths 4,').waitFor();
  // They were told: from now on the words follow until it is right.
  await berths.fill('1');
  await page.getByText('Enter 2 or more.').waitFor();
  await page.getByText('Berths 4,').waitFor();
  await berths.fill('7');
  await page.getByText('Berths 7,').waitFor();
  expect([await berths.getAttribute('aria-invalid'), await said()]).toEqual([null, undefined]);
  // A step from there ends at the bound.
  await berths.fill('500');
  await berths.press('ArrowUp');
  await page.getByText('Berths 12,').waitFor();
  await expect.poll(() => berths.inputValue()).toBe('12');
  await berths.press('ArrowUp');
  await berths.press('Home');
  await page.getByText('Berths 2,').waitFor();
  expect(browser.complaints).toEqual([]);
});

inBrowser('nobody is told that a number is wrong while they still write it', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const berths = page.getByLabel('Berths');
  const words = page.getByText(/^Enter \d+ or (more|less)\.$/);
  await berths.fill('');
  await berths.press('1');
  await expect.poll(() => berths.inputValue()).toBe('1');
  expect([await words.count(), await berths.getAttribute('aria-invalid')]).toEqual([0, null]);
  await berths.press('2');
  await page.getByText('Berths 12,').waitFor();
  await berths.press('3');
  await expect.poll(() => berths.inputValue()).toBe('123');
  expect(await words.count()).toBe(0);
  await berths.blur();
  await page.getByText('Enter 12 or less.').waitFor();
  await berths.focus();
  expect(await words.count()).toBe(1);
  await berths.press('End');
  await berths.press('Backspace');
  await expect.poll(() => words.count()).toBe(0);
  expect(await berths.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  expect(browser.complaints).toEqual([]);
});

inBrowser('a slider tells no number outside of what is allowed', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const depth = page.getByLabel('Depth');
  await depth.press('End');
  await depth.press('ArrowRight');
  await page.getByText('Berths 4, depth 20').waitFor();
  await depth.press('Home');
  await depth.press('ArrowLeft');
  await page.getByText('Berths 4, depth 5').waitFor();
});

inBrowser('what opens a popover says so, and whether it is open', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const filter = page.getByRole('button', { name: 'Filter' });
  const says = () =>
    filter.evaluate((button) =>
      ['aria-haspopup', 'aria-expanded', 'aria-controls'].map((name) => button.getAttribute(name)),
    );
  await expect.poll(says).toEqual(['dialog', 'false', null]);
  await filter.click();
  const popover = page.getByRole('dialog', { name: 'Filter' });
  await popover.waitFor();
  expect(await says()).toEqual(['dialog', 'true', await popover.getAttribute('id')]);
  // It opens a menu of its own, and goes on saying that.
  expect(await page.locator('.rv-popover').getByRole('button', { name: 'More' }).getAttribute('aria-haspopup')).toBe(
    'menu',
  );
  await page.keyboard.press('Escape');
  await expect.poll(says).toEqual(['dialog', 'false', null]);
});

inBrowser('what scrolls is a stop for the keyboard, and what does not is none', async () => {
  const { page } = browser;
  await openTab('Reading');
  const [wide, narrow] = [
    page.locator('pre', { hasText: 'a very long line' }),
    page.locator('pre', { hasText: 'short' }),
  ];
  await expect.poll(() => wide.getAttribute('tabindex')).toBe('0');
  expect(await narrow.getAttribute('tabindex')).toBeNull();
  await wide.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => wide.evaluate((block) => block.scrollLeft)).toBeGreaterThan(0);
  // There is room for all of it now.
  await page.setViewportSize({ width: 8_000, height: 640 });
  await expect.poll(() => wide.getAttribute('tabindex')).toBeNull();
  await page.setViewportSize({ width: 900, height: 640 });
  await expect.poll(() => wide.getAttribute('tabindex')).toBe('0');
});

inBrowser(
  'a popover stands in its frame, takes the keyboard, and Escape closes it and gives the keyboard back',
  async () => {
    const { page } = browser;
    await openTab('Pickers');
    const filter = page.getByRole('button', { name: 'Filter' });
    await filter.click();
    await page.getByRole('dialog', { name: 'Filter' }).waitFor();
    expect(await page.locator('.remote-view .rv-popover').count()).toBe(1);
    await expect.poll(() => page.getByLabel('Contains').evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.getByText('Popover open').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Popover closed').waitFor();
    await expect.poll(focused).toBe('Filter');
    await filter.click();
    await page.getByText('Popover open').waitFor();
    await filter.click();
    await page.getByText('Popover closed').waitFor();
    await filter.click();
    await page.getByText('Popover open').waitFor();
    await page.getByLabel('City').click();
    await page.getByText('Popover closed').waitFor();
    expect(await page.getByRole('combobox', { name: 'City' }).evaluate((field) => field.matches(':focus'))).toBe(true);
  },
);

inBrowser('what opens inside a popover does not close it', async () => {
  const { page } = browser;
  await openTab('Pickers');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('combobox', { name: 'Port' }).click();
  await page.getByRole('option', { name: 'Genoa' }).click();
  await expect.poll(() => page.getByRole('combobox', { name: 'Port' }).inputValue()).toBe('Genoa');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox', { name: 'Port' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('listbox', { name: 'Port' }).count()).toBe(0);
  await page.getByText('Popover open').waitFor();
  await page.locator('.rv-popover').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Reset' }).click();
  await page.getByText('Popover open, done reset').waitFor();
});

inBrowser('a tooltip is there for the pointer and for the keyboard, and Escape takes it away', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const save = page.getByRole('button', { name: 'Save' });
  await save.hover();
  await page.getByRole('tooltip').waitFor();
  await page.mouse.move(5, 620);
  await expect.poll(() => page.getByRole('tooltip').count()).toBe(0);
  await page.getByRole('button', { name: 'Filter' }).focus();
  await page.keyboard.press('Tab');
  await page.getByRole('tooltip').waitFor();
  const described = await save.getAttribute('aria-describedby');
  expect(described).toBe(await page.getByRole('tooltip').getAttribute('id'));
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('tooltip').count()).toBe(0);
});

inBrowser('a context menu opens with the right button and with Shift+F10', async () => {
  const { page } = browser;
  await openTab('Pickers');
  const inside = page.getByRole('button', { name: 'In the card' });
  await inside.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy' }).click();
  await page.getByText('done copy').waitFor();
  await inside.focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menu', { name: 'Row actions' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByText('done remove').waitFor();
  await expect.poll(focused).toBe('In the card');
});

inBrowser('a message stands in its frame, is dismissed, and takes no focus', async () => {
  const { page } = browser;
  await openTab('Pickers');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.remote-view .rv-toast').waitFor();
  expect(await focused()).toBe('Save');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('done shown').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => page.locator('.rv-toast').count()).toBe(0);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.rv-toast').waitFor();
});

inBrowser('assistive technology finds nothing wrong, with everything open', async () => {
  const { page } = browser;
  for (const tab of ['Reading', 'Tree', 'Pickers']) {
    await openTab(tab);
    if (tab === 'Pickers') {
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByRole('dialog', { name: 'Filter' }).waitFor();
    }
    expect({ tab, problems: await axeProblems() }).toEqual({ tab, problems: [] });
    await page.reload();
  }
});

inBrowser('V6: what an add-in opens by itself leaves the keyboard where the person is', async () => {
  const { page } = browser;
  const elsewhere = page.getByLabel('Elsewhere');
  await elsewhere.focus();
  await page.evaluate(() => harness.open('pushy'));
  await page.getByText('pushed').waitFor();
  await page.locator('.rv-popover').waitFor();
  await page.locator('.rv-toast').waitFor();
  await page.keyboard.type('still here');
  expect(await elsewhere.inputValue()).toBe('still here');
  expect(await elsewhere.evaluate((field) => field.matches(':focus'))).toBe(true);
});
