import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { SettingsStore } from './settings.ts';

const DEFAULTS = { theme: 'system', window: { width: 1280, height: 800 }, providers: {} };

test('what was set is there the next time, and the rest as it was', () => {
  const file = path.join(temporaryFolder(), 'settings.json');
  const settings = new SettingsStore(file);
  expect(settings.current).toEqual(DEFAULTS);
  settings.change({ theme: 'dark' });
  settings.change({ window: { width: 1024, height: 700 } });
  settings.change({ providers: { 'acme.calc': 'acme' } });
  expect(new SettingsStore(file).current).toEqual({
    theme: 'dark',
    window: { width: 1024, height: 700 },
    providers: { 'acme.calc': 'acme' },
  });
});

test.each([
  ['no JSON', '{"theme":'],
  ['a theme that does not exist', '{"theme":"pink"}'],
  ['a window too small to use', '{"window":{"width":1,"height":1}}'],
  ['a provider of what is no contract', '{"providers":{"Acme Calc":"acme"}}'],
  ['an unknown setting', '{"colour":"red"}'],
  ['a list', '[]'],
])('a file with %s means the defaults, and stays until something is set', (_name, text) => {
  const file = path.join(temporaryFolder(), 'settings.json');
  writeFileSync(file, text);
  const settings = new SettingsStore(file);
  expect(settings.current).toEqual(DEFAULTS);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
