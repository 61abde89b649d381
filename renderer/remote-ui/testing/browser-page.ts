import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';

/** Where Linux distributions put their browser. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const ORIGIN = 'http://views.invalid';

export const hasBrowser = CHROMIUM !== undefined;

export interface BrowserPage {
  page: Page;
  /** What the page's policy refused, and what nobody caught. */
  complaints: string[];
  close(): Promise<void>;
}

interface BrowserPageOptions {
  /** Switches of Chromium, beside those that every test has. */
  readonly switches?: readonly string[];
  /** What a web page of an add-in holds; it is shown at an address that the browser can load. */
  readonly webPage?: string;
}

/** The harness in a real browser, under the policy that the window itself has. */
export async function openBrowserPage({ switches = [], webPage }: BrowserPageOptions = {}): Promise<BrowserPage> {
  const files = await buildHarness();
  const browser: Browser = await chromium.launch({
    ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
    // Electron switches the event on; stock Chromium leaves it off.
    args: [
      '--enable-blink-features=MessagePortCloseEvent',
      ...switches,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const page = await browser.newPage({ viewport: { width: 900, height: 640 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const file = files.get(new URL(route.request().url()).pathname.slice(1) || 'index.html');
    return file ? route.fulfill(file) : route.fulfill({ status: 404 });
  });
  if (webPage !== undefined) await serveWebPage(page, webPage);
  await page.goto(`${ORIGIN}/`);
  return { page, complaints, close: () => browser.close() };
}

/** Chromium knows no schemes of ours, so frames ask for another address; all else about them is as it is. */
async function serveWebPage(page: Page, body: string): Promise<void> {
  await page.route(/^http:\/\/[0-9a-f]{32}\.views\.invalid\//, (route) =>
    route.fulfill({ contentType: 'text/html', body }),
  );
  await page.addInitScript(() => {
    const { setAttribute } = Element.prototype;
    HTMLIFrameElement.prototype.setAttribute = function set(name: string, value: string) {
      setAttribute.call(this, name, value.replace(/^bulkhead-web:\/\/([0-9a-f]{32})/, 'http://$1.views.invalid'));
    };
  });
}

type Files = Map<string, { body: string; contentType: string }>;

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

async function buildHarness(): Promise<Files> {
  const result = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const files: Files = new Map();
  for (const { output } of outputs as { output: { fileName: string; code?: string; source?: unknown }[] }[]) {
    for (const { fileName, code, source } of output) {
      const contentType = TYPES[fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      files.set(fileName, { body: code ?? String(source), contentType });
    }
  }
  return files;
}
