import { expect, test } from 'vitest';
import { publicKeyToken, readPublicKey } from './public-key.ts';

const PREFIX = '302a300506032b6570032100';
const RAW = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const text = Buffer.from(PREFIX + RAW, 'hex').toString('base64');

test('the token of a known key', () => {
  expect(publicKeyToken(readPublicKey(text))).toBe('06e3fd8fda29bb60');
});

test.each([
  ['another algorithm', Buffer.from(`${PREFIX.replace('70', '6e')}${RAW}`, 'hex').toString('base64')],
  ['too short', Buffer.from(PREFIX + RAW.slice(2), 'hex').toString('base64')],
  ['without padding', text.replace(/=+$/, '')],
  ['with a space', ` ${text}`],
  ['URL form', text.replaceAll('+', '-').replaceAll('/', '_').replace(/=$/, '')],
  ['nothing', ''],
])('refuses a key: %s', (_what, key) => {
  expect(() => readPublicKey(key)).toThrow(/Ed25519/);
});
