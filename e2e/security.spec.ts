import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('the page is served with a policy that allows nothing inline and nothing from elsewhere', async ({ app }) => {
  const policy = await app.page.evaluate(async () => {
    const answer = await fetch(window.location.href);
    return answer.headers.get('content-security-policy') ?? '';
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('inline scripts and handlers do not run', async ({ app }) => {
  app.problems.announce(/Content Security Policy/);
  const hasRun = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.hasRun = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.hasRun = true');
    const failed = new Promise((resolve) => image.addEventListener('error', resolve));
    image.src = 'data:,';
    document.body.append(image);
    await failed;
    return 'hasRun' in window;
  });
  expect(hasRun).toBe(false);
});

test('nothing of Node or Electron is in the page', async ({ app }) => {
  const found = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', 'setImmediate'].filter(
      (name) => name in window,
    ),
  );
  expect(found).toEqual([]);
});

test('no other window opens', async ({ app }) => {
  const opened = await app.page.evaluate(() => window.open('https://window.example/') !== null);
  expect(opened).toBe(false);
  expect(app.electron.windows()).toHaveLength(1);
});

test('the window cannot be led to another page', async ({ app }) => {
  const before = app.page.url();
  await app.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://elsewhere.example/';
    document.body.append(link);
    link.click();
    link.remove();
  });
  await app.page.evaluate(() => window.location.assign('https://elsewhere.example/'));
  await app.show('Diagnostics');
  await expect(app.page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
  expect(app.page.url()).toBe(before);
});

test('permissions of the web are refused', async ({ app }) => {
  const answers = await app.page.evaluate(() =>
    Promise.all(
      (['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[]).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
  expect(answers).not.toContain('granted');
});
