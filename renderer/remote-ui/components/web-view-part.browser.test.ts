import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type BrowserPage, hasBrowser, openBrowserPage } from '../testing/browser-page.ts';
import type { Harness } from '../testing/harness.tsx';

declare const harness: Harness;

/** Milliseconds: the page is built and a browser started. */
const SLOW = 90_000;
vi.setConfig({ testTimeout: SLOW, hookTimeout: SLOW });
const inBrowser = test.runIf(hasBrowser);

/** What a page of an add-in could say; its port is kept where the test finds it. */
const WEB_PAGE = `<!doctype html><title>Map</title><input aria-label="Place"><p>empty</p><script>
addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'bulkhead') return;
  globalThis.port = port;
  port.onmessage = ({ data: value }) => { document.querySelector('p').textContent = JSON.stringify(value); };
  port.postMessage({ value: 'ready' });
});
</script>`;
declare const port: MessagePort;

let browser: BrowserPage;

beforeAll(async () => {
  if (!hasBrowser) return;
  const switches = ['--enable-features=BlockingFocusWithoutUserActivation'];
  browser = await openBrowserPage({ switches, webPage: WEB_PAGE });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  if (!browser) return;
  await browser.page.reload();
  browser.complaints.length = 0;
  await allow('test');
  await browser.page.evaluate(() => harness.open('web'));
});

const map = () => browser.page.frameLocator('iframe');
const region = () => browser.page.getByRole('group', { name: 'Map' });

/** The host says that this add-in may show the page that is asked for. */
async function allow(addinId: string): Promise<void> {
  await browser.page.evaluate((id) => {
    const address = `bulkhead-web://${'a'.repeat(32)}/assets/map.html`;
    harness.webPages.replace([{ address, addinId: id }]);
  }, addinId);
}

inBrowser('a page is shown in a sandbox, and talks with its view in both directions', async () => {
  const { page } = browser;
  await page.getByText('Heard: "ready"').waitFor();
  const frame = page.locator('iframe');
  expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
  expect(await frame.getAttribute('referrerpolicy')).toBe('no-referrer');
  expect(await frame.getAttribute('title')).toBe('Map');
  const policy = await frame.getAttribute('allow');
  for (const feature of ['focus-without-user-activation', 'fullscreen', 'clipboard-read']) {
    expect(policy).toContain(`${feature} 'none'`);
  }
  await page.getByRole('button', { name: 'Tell' }).click();
  await map().getByText('{"place":"Riga"}').waitFor();
  await map()
    .locator('p')
    .evaluate(() => port.postMessage({ value: { answer: 42 } }));
  await page.getByText('Heard: {"answer":42}').waitFor();
  expect(browser.complaints).toEqual([]);
});

inBrowser('what a page says in no form that is known is not heard', async () => {
  const { page } = browser;
  await page.getByText('Heard: "ready"').waitFor();
  await map()
    .locator('p')
    .evaluate(() => {
      for (const odd of [null, 7, {}, { value: 1, key: 'Escape' }, { other: 1 }, { value: () => 1 }.value.name]) {
        port.postMessage(odd);
      }
      port.postMessage({ value: new Map([[1, 2]]) });
      port.postMessage({ value: 'last' });
    });
  await page.getByText('Heard: "last"').waitFor();
  expect(browser.complaints).toEqual([]);
});

inBrowser('only a page that has the keyboard can give it back', async () => {
  const { page } = browser;
  await page.getByText('Heard: "ready"').waitFor();
  const active = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const leave = () =>
    map()
      .locator('p')
      .evaluate(() => port.postMessage({ key: 'Escape' }));
  await page.getByLabel('Elsewhere').focus();
  await leave();
  await map()
    .locator('p')
    .evaluate(() => port.postMessage({ value: 'left' }));
  await page.getByText('Heard: "left"').waitFor();
  expect(await active()).toBe('Elsewhere');
  await map().getByLabel('Place').click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  await leave();
  await expect.poll(active).toBe('Map');
});

inBrowser('a page that says too much is closed, with words, and can be shown again', async () => {
  const { page } = browser;
  await page.getByText('Heard: "ready"').waitFor();
  await map()
    .locator('p')
    .evaluate(() => {
      for (let count = 0; count < 600; count++) port.postMessage({ value: count });
    });
  await region().getByText('sent more than the window can take').waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await region().getByRole('button').click();
  await map().getByText('empty').waitFor();
});

inBrowser('a page that the host does not serve, or serves for somebody else, is not loaded', async () => {
  const { page } = browser;
  await page.getByText('Heard: "ready"').waitFor();
  await allow('somebody.else');
  await region().getByText('may not show its web page now').waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await allow('test');
  await map().getByText('empty').waitFor();
});

inBrowser('no page is shown while the wall around pages is down', async () => {
  const { page } = browser;
  await page.getByText('Heard: "ready"').waitFor();
  await page.evaluate(() => harness.webWall.replace({ isDown: true, probe: null }));
  await region().getByText('cannot be shown safely here').waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.evaluate(() => harness.webWall.replace({ isDown: false, probe: null }));
  await map().getByText('empty').waitFor();
});

inBrowser('no page is shown where nothing keeps it from taking the keyboard', async () => {
  const plain = await openBrowserPage({ webPage: WEB_PAGE });
  await plain.page.evaluate(() => {
    harness.webPages.replace([{ address: `bulkhead-web://${'a'.repeat(32)}/assets/map.html`, addinId: 'test' }]);
    return harness.open('web');
  });
  await plain.page.getByText('cannot be shown safely here').waitFor();
  expect(await plain.page.locator('iframe').count()).toBe(0);
  await plain.close();
});
