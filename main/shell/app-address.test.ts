import path from 'node:path';
import { expect, test } from 'vitest';
import { APP_URL, fileFor } from './app-address.ts';

const FOLDER = path.resolve('out', 'renderer');

test.each([
  [APP_URL, 'index.html'],
  ['bulkhead://window/assets/main-1a2b.js', 'assets/main-1a2b.js'],
  ['bulkhead://window/assets/main.js?v=2#top', 'assets/main.js'],
  ['bulkhead://window/a%20b.css', 'a b.css'],
  ['bulkhead://window/assets/../index.html', 'index.html'],
  ['bulkhead://window/...', '...'],
])('%s is %s', (address, name) => {
  expect(fileFor(FOLDER, address)).toBe(path.join(FOLDER, name));
});

test.each([
  // Out of the folder, in every spelling.
  'bulkhead://window/..%2f..%2fpackage.json',
  'bulkhead://window/%2e%2e/%2e%2e%2fpackage.json',
  'bulkhead://window/assets/..%2f..%2f..%2fetc/passwd',
  'bulkhead://window/..%2frenderer-other/index.html',
  'bulkhead://window/.%2f..%2f..%2fmain/main.js',
  // The folder itself.
  'bulkhead://window/',
  'bulkhead://window/.',
  'bulkhead://window/assets%2f..',
  // Names that are none.
  'bulkhead://window/index.html%00.png',
  'bulkhead://window/%E0%A4%A',
  'bulkhead://window/%',
  // Somebody else.
  'bulkhead://elsewhere/index.html',
  'bulkhead://window.evil/index.html',
  'bulkhead://window:80/index.html',
  'bulkhead:index.html',
  'file:///etc/passwd',
  'https://window/index.html',
  'nothing',
  '',
])('%j is nothing', (address) => {
  expect(fileFor(FOLDER, address)).toBeUndefined();
});

test('a folder that is named with its parents in between', () => {
  const winding = `${path.join(FOLDER, 'assets')}${path.sep}..`;
  expect(fileFor(winding, APP_URL)).toBe(path.join(FOLDER, 'index.html'));
});
