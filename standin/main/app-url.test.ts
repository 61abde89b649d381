import { expect, test } from 'vitest';
import { originOf, registerScheme, toAppUrl, toEngineUrl } from './app-url.ts';

registerScheme('app');

test.each([
  ['app://main/index.html?a=b#c', 'http://main.app.localhost/index.html?a=b#c'],
  ['app://com.example.notes/', 'http://com.example.notes.app.localhost/'],
])('%s and back', (url, engineUrl) => {
  expect(toEngineUrl(url)).toBe(engineUrl);
  expect(toAppUrl(engineUrl)).toBe(url);
});

test('other addresses stay as they are', () => {
  for (const url of [
    'https://app.localhost/',
    'http://main.other.localhost/',
    'data:text/html,app://x',
    'about:blank',
  ]) {
    expect(toEngineUrl(url)).toBe(url);
    expect(toAppUrl(url)).toBe(url);
  }
});

test('origins', () => {
  expect(['app://main/x', 'https://a.example/x', 'data:,x'].map(originOf)).toEqual([
    'app://main',
    'https://a.example',
    'null',
  ]);
});

test('a scheme that no host name can hold is refused', () => {
  expect(() => registerScheme('web+app')).toThrow('web+app');
});
