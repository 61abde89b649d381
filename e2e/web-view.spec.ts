import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, type FrameLocator } from '@playwright/test';
import { findBarriers } from './driver/accessibility.ts';
import type { Bulkhead } from './driver/bulkhead.ts';
import { testAddin } from './driver/packages.ts';
import { test } from './fixtures.ts';

const web = (app: Bulkhead, title: string): FrameLocator => app.frame(title).frameLocator('iframe');

/** What a page can know of the theme, and what its styles made of it. */
async function themeOf(page: FrameLocator): Promise<string> {
  return page.locator(':root').evaluate((root) => {
    const { backgroundColor } = getComputedStyle(root);
    const asked = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const drawn = backgroundColor === 'rgb(27, 30, 35)' ? 'dark' : 'light';
    return asked === drawn ? asked : `asks for ${asked}, is ${backgroundColor}`;
  });
}

async function allow(app: Bulkhead, words = 'Allow while open'): Promise<void> {
  await app.prompt.getByRole('button', { name: words, exact: true }).click();
  await expect(app.prompt).toBeHidden();
}

/** Opens a view, and its page if it has to be asked for. */
async function openPage(app: Bulkhead, view: string): Promise<void> {
  await app.install(testAddin('atlas'));
  await app.chooseForAddin('Atlas', `Open ${view}`);
  // Opening a view is not yet doing something in it.
  await app.page.getByRole('button', { name: 'Atlas has a question' }).click();
  await expect(app.prompt).toHaveAccessibleName('Allow Atlas to show web pages from its own package?');
  await allow(app);
  await expect(app.frame(view).locator('iframe')).toBeVisible();
}

test('a page of the package is asked about, shown, talks with its view, and goes with its permission', async ({
  app,
}) => {
  await openPage(app, 'Atlas');
  const page = web(app, 'Atlas');
  await expect(page.getByRole('heading', { name: 'Map of the coast' })).toBeVisible();
  await app.frame('Atlas').getByRole('button', { name: 'Say hello' }).click();
  await expect(page.locator('#said')).toHaveText('The view says {"hello":1,"note":""}');
  await expect(app.frame('Atlas')).toContainText('Heard: {"echo":{"hello":1,"note":""}}');
  await page.getByLabel('Place').fill('Lisbon');
  await page.getByRole('button', { name: 'Tell' }).click();
  await expect(app.frame('Atlas')).toContainText('Heard: {"place":"Lisbon"}');
  for (const theme of ['light', 'dark'] as const) {
    await app.setTheme(theme);
    await expect.poll(() => themeOf(page)).toBe(theme);
    expect(await findBarriers(app.page), theme).toEqual([]);
  }

  await app.show('Permissions');
  await app.page.getByRole('button', { name: 'Revoke all' }).click();
  await app.show('Workspace');
  await expect(app.frame('Atlas').locator('iframe')).toHaveCount(0);
  await expect(app.frame('Atlas')).toContainText('This add-in may not show its web page now.');
  await app.frame('Atlas').getByRole('button', { name: 'Show the page' }).click();
  await expect(app.frame('Atlas')).toContainText('may not show its web page');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await app.frame('Atlas').getByRole('button', { name: 'Show the page' }).click();
  await expect(page.getByRole('heading', { name: 'Map of the coast' })).toBeVisible();
  // Its first document found the window light; this one was loaded into a dark one.
  await expect.poll(() => themeOf(page)).toBe('dark');
});

test('Escape and Ctrl+F6 lead out of a page', async ({ app }) => {
  await openPage(app, 'Atlas');
  const place = web(app, 'Atlas').getByLabel('Place');
  const active = () => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await place.click();
  await expect.poll(() => app.page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  await app.page.keyboard.press('Escape');
  await expect.poll(active).toBe('Map');
  await app.chooseForAddin('Atlas', 'Open Prison');
  await expect(app.frame('Prison').locator('iframe')).toBeVisible();
  await app.page.keyboard.press('Control+F6');
  await expect(app.frame('Atlas')).toHaveAttribute('data-active', /.*/);
  await place.click();
  await app.page.keyboard.press('Control+F6');
  await expect(app.frame('Prison')).toHaveAttribute('data-active', /.*/);
});

test('V6: a page cannot keep the keys that lead out of it', async ({ app }) => {
  await openPage(app, 'Prison');
  await app.chooseForAddin('Atlas', 'Open Atlas');
  await expect(app.frame('Atlas').locator('iframe')).toBeVisible();
  await app.page.keyboard.press('Control+F6');
  await expect(app.frame('Prison')).toHaveAttribute('data-active', /.*/);
  const active = () => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const swallow = web(app, 'Prison').getByRole('button', { name: 'Swallow' });
  await swallow.click();
  await expect(web(app, 'Prison').locator('iframe')).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect.poll(active).toBe('Escape');
  await swallow.click();
  await expect.poll(() => app.page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  await app.page.keyboard.press('Control+F6');
  await expect(app.frame('Atlas')).toHaveAttribute('data-active', /.*/);
  await expect.poll(() => app.page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
});

test('V6: a page takes no keyboard from the person, and nothing leaves it', async ({ app }) => {
  const listeners = await listen();
  app.problems.announce(/./);
  await openPage(app, 'Prison');
  const note = app.frame('Prison').getByLabel('Note');
  const text = `${listeners.ip} ${listeners.udp} ${listeners.tcp}`;
  await note.click();
  await note.pressSequentially(text, { delay: 30 });
  await expect(note).toHaveValue(text);
  await expect(note).toBeFocused();
  await app.frame('Prison').getByRole('button', { name: 'Say hello' }).click();
  await expect(app.frame('Prison')).toContainText('"fullscreen"', { timeout: 15_000 });
  const heard = await app.frame('Prison').getByText('Heard:').textContent();
  expect(JSON.parse(heard?.slice('Heard: '.length) ?? '')).toMatchObject({
    fetch: 'TypeError',
    image: 'refused',
    popup: 'true',
    storage: 'SecurityError',
    parent: 'SecurityError',
    top: 'SecurityError',
    nested: 'TypeError',
    blank: 'SecurityError',
    eval: 'EvalError',
    fullscreen: 'TypeError',
  });
  expect(listeners.hits()).toBe(0);
  expect(app.electron.windows()).toHaveLength(1);
  await expect(app.frame('Prison')).toBeVisible();
  listeners.close();
});

/** Somebody outside of this machine's loopback, as far as a page can tell. */
async function listen() {
  let hits = 0;
  const count = () => {
    hits++;
  };
  const udp = createSocket('udp4').on('message', count);
  const tcp = createServer((socket) => socket.on('error', () => undefined).destroy()).on('connection', count);
  await new Promise<void>((resolve) => udp.bind(0, '0.0.0.0', resolve));
  await new Promise<void>((resolve) => tcp.listen(0, '0.0.0.0', resolve));
  const own = Object.values(networkInterfaces()).flat();
  const address = tcp.address();
  return {
    ip: own.find((each) => each?.family === 'IPv4' && !each.internal)?.address ?? '127.0.0.1',
    udp: udp.address().port,
    tcp: typeof address === 'object' ? (address?.port ?? 0) : 0,
    hits: () => hits,
    close() {
      udp.close();
      tcp.close();
    },
  };
}
