import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { firstHop, hostOf, nextHop } from './fetch-request.ts';

const granted = {
  origins: ['https://api.example.com', 'https://other.example.com:8443'],
  methods: ['GET' as const, 'POST' as const],
};
const get = (url: string, headers: Record<string, string> = {}) => firstHop(granted, { url, method: 'GET', headers });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof BulkheadError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

test.each([
  'https://api.example.com/a?b=c',
  'https://API.example.com:443/a',
  'https://api.example.com\\path',
  'https://other.example.com:8443/',
])('%s is within the grant', (url) => {
  expect(codeOf(() => get(url))).toBe('nothing was thrown');
});

test.each([
  'http://api.example.com/',
  'https://api.example.com:8443/',
  'https://api.example.com./',
  'https://api.example.com@evil.com/',
  'https://user:secret@api.example.com/',
  'https://evil.com/https://api.example.com',
  'https://api.example.com.evil.com/',
  'https://xn--pi-7ka.example.com/',
  'https://localhost/',
  'https://127.1/',
  'https://0x7f.1/',
  'https://[::]/',
  'https://[fe80::1]/',
  'file:///etc/passwd',
  'data:text/plain,hello',
  'javascript:alert(1)',
])('%s is outside the grant', (url) => {
  expect(codeOf(() => get(url))).toBe('E_SECURITY');
});

test('a method that is not granted is refused', () => {
  const request = { url: 'https://api.example.com/', method: 'DELETE' as const, headers: {} };
  expect(codeOf(() => firstHop(granted, request))).toBe('E_SECURITY');
});

test('what is not well formed breaks the contract', () => {
  expect(codeOf(() => get('api.example.com'))).toBe('E_CONTRACT');
  const body = { url: 'https://api.example.com/', method: 'GET' as const, headers: {}, body: 'x' };
  expect(codeOf(() => firstHop(granted, body))).toBe('E_CONTRACT');
});

test.each([
  'Host',
  'Connection',
  'Transfer-Encoding',
  'Content-Length',
  'Upgrade',
  'Proxy-Authorization',
  'Sec-Fetch-Site',
])('the header %s is refused', (name) => {
  expect(codeOf(() => get('https://api.example.com/', { [name]: 'x' }))).toBe('E_SECURITY');
});

test('headers cannot be injected', () => {
  expect(codeOf(() => get('https://api.example.com/', { accept: 'a\r\nHost: evil' }))).toBe('E_CONTRACT');
  expect(codeOf(() => get('https://api.example.com/', { 'a\r\nHost': 'evil' }))).toBe('E_CONTRACT');
  expect(codeOf(() => get('https://api.example.com/', { 'x y': '1' }))).toBe('E_CONTRACT');
});

test("ambient headers are taken out, the add-in's own authorization stays", () => {
  const hop = get('https://api.example.com/', {
    Cookie: 'a=b',
    Referer: 'x',
    Authorization: 'Bearer t',
    Accept: '*/*',
  });
  expect({ ...hop.headers }).toEqual({ authorization: 'Bearer t', accept: '*/*' });
});

test('too many headers break the contract', () => {
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`x-${index}`, '1']));
  expect(codeOf(() => get('https://api.example.com/', many))).toBe('E_CONTRACT');
});

const from = get('https://api.example.com/a/b', { authorization: 'Bearer t' });

test('a redirect inside the grant is followed, without the authorization on another origin', () => {
  expect(nextHop(granted, from, { status: 302, location: '../c' })).toMatchObject({
    url: new URL('https://api.example.com/c'),
    headers: { authorization: 'Bearer t' },
  });
  const away = nextHop(granted, from, { status: 307, location: 'https://other.example.com:8443/x' });
  expect(away?.headers).not.toHaveProperty('authorization');
});

test.each(['https://evil.com/', 'http://api.example.com/', 'https://127.0.0.1/', '//evil.com/x', 'file:///etc/passwd'])(
  'a redirect to %s is refused at the hop',
  (location) => {
    expect(codeOf(() => nextHop(granted, from, { status: 302, location }))).toBe('E_SECURITY');
  },
);

test('a redirected POST becomes a GET without a body, unless the status says otherwise', () => {
  const post = firstHop(granted, {
    url: 'https://api.example.com/',
    method: 'POST',
    headers: { 'content-type': 'a/b' },
    body: 'x',
  });
  const after = nextHop(granted, post, { status: 303, location: '/y' });
  expect(after).toMatchObject({ method: 'GET', body: undefined });
  expect(after?.headers).not.toHaveProperty('content-type');
  expect(nextHop(granted, post, { status: 308, location: '/y' })).toMatchObject({ method: 'POST', body: 'x' });
});

test('an answer without a place to go is the last one', () => {
  expect(nextHop(granted, from, { status: 200, location: '/y' })).toBeUndefined();
  expect(nextHop(granted, from, { status: 302, location: undefined })).toBeUndefined();
});

test('the audit sees the host and nothing more', () => {
  expect(hostOf('https://user:secret@api.example.com/private?token=1')).toBe('api.example.com');
  expect(hostOf('nonsense')).toBe('(not an address)');
});
