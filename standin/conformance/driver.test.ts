import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRuntime } from '../../tools/runtime.ts';
import { temporaryFolder } from './runtime.ts';

/** What Playwright needs of the runtime, so that one e2e fixture serves both. */
const folder = temporaryFolder();
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  app = await _electron.launch({
    executablePath: findRuntime().executablePath,
    args: [`--user-data-dir=${folder.path}`, '--scenario=driven', join(import.meta.dirname, 'app'), 'extra'],
    colorScheme: null,
  });
  page = await app.firstWindow();
  await page.waitForSelector('#text');
});

afterAll(async () => {
  await app.close();
  folder.remove();
});

test('code can be evaluated in main, with the electron module', async () => {
  const seen = await app.evaluate(
    ({ app: main, dialog }, extra) => [main.getName(), typeof dialog.showOpenDialog, extra],
    5,
  );
  expect(seen).toEqual(['conformance', 'function', 5]);
  expect(await app.evaluate(() => process.argv.at(-1))).toBe('extra');
});

test('what a test replaces in the module is what the app calls', async () => {
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/chosen'] });
  });
  const answer = await app.evaluate(async ({ dialog }) => dialog.showOpenDialog({}));
  expect(answer.filePaths).toEqual(['/chosen']);
});

test('the page can be driven', async () => {
  expect(await page.title()).toBe('page');
  await page.evaluate(() => document.body.append(document.createElement('input')));
  await page.locator('input').fill('typed');
  expect(await page.locator('input').inputValue()).toBe('typed');
  expect(await page.evaluate(() => document.hasFocus())).toBe(true);
});

test('a page belongs to its window', async () => {
  const window = await app.browserWindow(page);
  const bounds = (await window.evaluate((found) => found.getContentBounds())) as { width: number };
  expect(bounds.width).toBe(640);
});

test('a file dropped on the page has its path, a made up one has none', async () => {
  const path = join(folder.path, 'dropped file.txt');
  writeFileSync(path, 'content');
  await page.evaluate(() => {
    const host = (globalThis as unknown as { host: { pathOf(file: unknown): string } }).host;
    const seen: string[] = [host.pathOf(new File(['x'], 'made-up.txt'))];
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      for (const file of event.dataTransfer?.files ?? []) seen.push(host.pathOf(file));
    });
    Object.assign(globalThis, { seenPaths: seen });
  });
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
  await page.waitForFunction(() => (globalThis as unknown as { seenPaths: string[] }).seenPaths.length === 2);
  const paths = await page.evaluate(() => (globalThis as unknown as { seenPaths: string[] }).seenPaths);
  expect(paths).toEqual(['', path]);
});

test('the theme can be set from outside', async () => {
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
});
