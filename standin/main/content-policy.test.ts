import { expect, test } from 'vitest';
import { registerScheme } from './app-url.ts';
import { translateDocument, translatePolicy } from './content-policy.ts';

registerScheme('app');
const socket = 'ws://127.0.0.1:4000/token/';

test.each([
  ['default-src self', "default-src 'self'", `default-src 'self'; connect-src 'self' ${socket}`],
  ['connect-src none', "connect-src 'none'", `connect-src ${socket}`],
  ['connect-src given', "connect-src 'self' https://a.example", `connect-src 'self' https://a.example ${socket}`],
  ['no word about connections', "script-src 'self'", "script-src 'self'"],
  ['a whole scheme', 'frame-src app:', 'frame-src http://*.app.localhost'],
  ['an origin of the scheme', 'img-src app://icons', 'img-src http://icons.app.localhost'],
  ['a path of the scheme', 'img-src app://icons/small/', 'img-src http://icons.app.localhost/small/'],
  ['the first of two counts', "img-src 'none'; img-src *", "img-src 'none'"],
  ['two policies', "img-src 'none', connect-src 'none'", `img-src 'none',connect-src ${socket}`],
])('%s', (_name, policy, expected) => {
  expect(translatePolicy(policy, socket)).toBe(expected);
});

test('policies inside a document', () => {
  const html = `<meta http-equiv="Content-Security-Policy" content="connect-src 'none'"><meta name="a" content="b">`;
  const expected = `<meta http-equiv="Content-Security-Policy" content="connect-src ${socket}"><meta name="a" content="b">`;
  expect(translateDocument(html, socket)).toBe(expected);
});
