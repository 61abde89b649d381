import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRuntime, isRuntimeSettled } from './runtime.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-runtime-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = ''): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
}

function installElectron(version = '45.4.1'): string {
  put('node_modules/electron/package.json', JSON.stringify({ version: '45.4.1' }));
  put('node_modules/electron/path.txt', 'electron');
  put('node_modules/electron/dist/version', `v${version}`);
  return put('node_modules/electron/dist/electron');
}

const find = (env: Record<string, string> = {}) => findRuntime({ root, env, platform: 'linux' });

test('nothing there: the stand-in, and the line says why', () => {
  const runtime = find();
  expect(runtime).toMatchObject({ kind: 'stand-in', executablePath: join(root, 'standin/bin/electron') });
  expect(runtime.reason).toContain('no Electron binary');
});

test('an installed binary is used', () => {
  const executablePath = installElectron();
  expect(find()).toMatchObject({ kind: 'electron', executablePath });
  expect(find().reason).toContain('45.4.1');
});

test('a download that was cut short, or one of another version, is not used', () => {
  installElectron('44.0.0');
  expect(find().kind).toBe('stand-in');
  installElectron();
  rmSync(join(root, 'node_modules/electron/path.txt'));
  expect(find().kind).toBe('stand-in');
});

test('a binary named by hand goes before the installed one', () => {
  installElectron();
  const named = put('elsewhere/electron');
  expect(find({ ELECTRON_EXEC_PATH: named }).executablePath).toBe(named);
  expect(find({ ELECTRON_OVERRIDE_DIST_PATH: dirname(named) }).executablePath).toBe(named);
});

test('a name that leads nowhere is passed over', () => {
  const executablePath = installElectron();
  const env = { ELECTRON_EXEC_PATH: join(root, 'gone'), ELECTRON_OVERRIDE_DIST_PATH: join(root, 'gone') };
  expect(find(env).executablePath).toBe(executablePath);
});

test('the program is named differently on every system', () => {
  const windows = put('dist/electron.exe');
  const mac = put('dist/Electron.app/Contents/MacOS/Electron');
  const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'dist') };
  expect(findRuntime({ root, env, platform: 'win32' }).executablePath).toBe(windows);
  expect(findRuntime({ root, env, platform: 'darwin' }).executablePath).toBe(mac);
});

test('a wish is obeyed, or refused in words', () => {
  expect(() => find({ BULKHEAD_RUNTIME: 'electron' })).toThrow('no Electron binary');
  installElectron();
  expect(find({ BULKHEAD_RUNTIME: 'stand-in' }).kind).toBe('stand-in');
  expect(find({ BULKHEAD_RUNTIME: 'electron' }).kind).toBe('electron');
});

test('nothing is fetched where the environment has already chosen', () => {
  expect(isRuntimeSettled({})).toBe(false);
  expect(isRuntimeSettled({ ELECTRON_OVERRIDE_DIST_PATH: '/any' })).toBe(true);
});
