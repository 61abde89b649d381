import { expect, test } from 'vitest';
import { type ServedPages, type ServedProbe, webResponse } from './web-response.ts';

const TOKEN = 'a'.repeat(32);

function served(files: Record<string, string>): ServedPages {
  return {
    has: (token) => token === TOKEN,
    read: async (token, file) => {
      const text = token === TOKEN ? files[file] : undefined;
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
  };
}

const FILES = {
  'assets/index.html': '<h1>Hello</h1>',
  'assets/a b.js': 'run()',
  'assets/x.svg': '<svg/>',
  'assets/n.html': '<iframe SrcDoc=x>',
};
const NO_PROBE: ServedProbe = { file: () => undefined };
const ask = (path: string, host = TOKEN) => webResponse(served(FILES), NO_PROBE, `bulkhead-web://${host}/${path}`);

test('a page is served with the script of the host first, in standards mode, and with nothing allowed but its own files', async () => {
  const answer = await ask('assets/index.html?x=1');
  expect(await answer.text()).toBe('<!doctype html><script src="/bulkhead.js"></script><h1>Hello</h1>');
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'none'",
    "connect-src 'none'",
    "frame-src 'none'",
    'sandbox allow-scripts',
    "trusted-types 'none'",
  ]) {
    expect(policy.split('; ')).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe|same-origin|https?:/);
  expect(answer.headers.get('connection-allowlist')).toBe('(response-origin)');
});

test('files have their own kind, and the policy too', async () => {
  const answer = await ask('assets/a%20b.js');
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
    'text/javascript; charset=utf-8',
    'run()',
  ]);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await (await ask('bulkhead.js')).text()).toContain("'bulkhead'");
});

test.each([
  ['assets/none.html', TOKEN],
  ['assets/index.html', 'b'.repeat(32)],
  ['bulkhead.js', 'b'.repeat(32)],
  ['assets/x.svg', TOKEN],
  ['assets/n.html', TOKEN],
  ['assets/%E0%A4%A.html', TOKEN],
  ['', TOKEN],
])('nothing else is served: %s', async (path, host) => {
  const answer = await ask(path, host);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-security-policy')).toContain('sandbox allow-scripts');
});

test('addresses of other schemes are not served', async () => {
  for (const address of [`bulkhead://${TOKEN}/assets/index.html`, 'nothing', `https://${TOKEN}/assets/index.html`]) {
    expect((await webResponse(served(FILES), NO_PROBE, address)).status).toBe(404);
  }
});

test('a page that tries the wall has the policy of all pages, and the one that tries without it has all of it but that', async () => {
  const headersOf = async (isWalled: boolean) => {
    const probe: ServedProbe = {
      file: (token, path) =>
        token === TOKEN && path === 'p.html' ? { kind: '.html', text: '<p>', isWalled } : undefined,
    };
    const answer = await webResponse(served({}), probe, `bulkhead-web://${TOKEN}/p.html`);
    expect(await answer.text()).toBe('<p>');
    return Object.fromEntries(answer.headers);
  };
  const { 'connection-allowlist': wall, ...others } = await headersOf(true);
  expect(wall).toBe('(response-origin)');
  expect(others['content-security-policy']).toContain("connect-src 'none'");
  expect(await headersOf(false)).toEqual(others);
});
