import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openPackage } from './gate.ts';
import { ShadowStore } from './shadow-store.ts';
import { HOST_VERSION, type SampleOptions, samplePackage } from './testing/sample-package.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const gate = (options: SampleOptions = {}) =>
  openPackage({ kind: 'bytes', fileName: 'a', bytes: samplePackage(options) }, { hostVersion: HOST_VERSION });

async function openStore() {
  const root = temporaryFolder();
  const store = new ShadowStore(root);
  await store.open();
  return { root, store };
}

test('writes a read-only copy and loads what was checked', async () => {
  const { root, store } = await openStore();
  const gated = await gate({ files: { 'assets/deep/a.txt': 'hello' } });
  const copy = await store.put(gated);
  const folder = path.join(root, 'sample', gated.hash.slice(0, 12));
  expect(statSync(folder).mode & 0o222).toBe(0);
  expect(statSync(path.join(folder, 'assets/deep/a.txt')).mode & 0o222).toBe(0);
  expect(await store.load(copy)).toEqual({ manifest: gated.manifest, contracts: [], script: gated.scriptSource });
  expect(readdirSync(root)).toEqual(['sample']);
});

test('the same contents are written once', async () => {
  const { root, store } = await openStore();
  const [left, right] = await Promise.all([store.put(await gate()), gate().then((gated) => store.put(gated))]);
  expect(left).toEqual(right);
  await store.put(await gate());
  expect((await store.load(left)).manifest.name).toBe('sample');
  expect(readdirSync(root)).toEqual(['sample']);
});

const TAMPERED: [string, (folder: string) => void, string][] = [
  ['a changed script', (folder) => overwrite(folder, 'main.js', 'evil()'), 'E_HASH'],
  ['a changed manifest', (folder) => overwrite(folder, 'addin.json', '{}'), 'E_MANIFEST_PARSE|E_HASH'],
  ['a file more', (folder) => overwrite(folder, 'more.txt', 'x'), 'E_HASH'],
  ['a file less', (folder) => remove(folder, 'main.js'), 'E_FILE_MISSING'],
  ['no list of hashes', (folder) => remove(folder, 'integrity.json'), 'E_FILE_MISSING'],
  ['a link', (folder) => link(folder), 'E_UNSAFE_PATH'],
];
test.each(TAMPERED)('a copy with %s is not loaded, and the next install repairs it', async (_what, tamper, codes) => {
  const { root, store } = await openStore();
  const gated = await gate();
  const copy = await store.put(gated);
  tamper(path.join(root, 'sample', gated.hash.slice(0, 12)));
  await expect(store.load(copy)).rejects.toMatchObject({ code: expect.stringMatching(codes) });
  expect(await store.put(gated)).toEqual(copy);
  expect((await store.load(copy)).script).toBe(gated.scriptSource);
});

test('a copy that was changed together with its hashes is still not the one that was installed', async () => {
  const { root, store } = await openStore();
  const [sound, evil] = [await gate(), await gate({ script: 'evil()' })];
  const copy = await store.put(sound);
  const folder = path.join(root, 'sample', sound.hash.slice(0, 12));
  for (const [name, bytes] of evil.files) overwrite(folder, name, bytes);
  await expect(store.load(copy)).rejects.toMatchObject({ code: 'E_HASH' });
  // Sound in itself, so it may be another package whose hash begins alike: both have a place.
  await store.put(sound);
  expect((await store.load(copy)).script).toBe(sound.scriptSource);
});

test('a copy that is gone is said to be gone', async () => {
  const { store } = await openStore();
  await expect(store.load({ id: 'sample', hash: '0'.repeat(64) })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('collects what nothing needs', async () => {
  const { root, store } = await openStore();
  const old = await store.put(await gate());
  const current = await store.put(await gate({ script: 'module.exports = 2' }));
  await store.put(await gate({ manifest: { name: 'other' } }));
  await store.collect(new Set([current.hash]));
  expect(readdirSync(root)).toEqual(['sample']);
  expect(readdirSync(path.join(root, 'sample'))).toEqual([current.hash.slice(0, 12)]);
  await expect(store.load(old)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('sweeps what a killed host left', async () => {
  const { root, store } = await openStore();
  const copy = await store.put(await gate());
  const left = path.join(root, '.tmp-left');
  mkdirSync(left);
  overwrite(left, 'main.js', 'half');
  chmodSync(left, 0o555);
  await new ShadowStore(root).open();
  expect(readdirSync(root)).toEqual(['sample']);
  await store.load(copy);
});

test('a disk that cannot be written is a typed failure that leaves nothing', async () => {
  const root = temporaryFolder();
  const file = path.join(root, 'file');
  writeFileSync(file, '');
  await expect(new ShadowStore(path.join(file, 'shadow')).put(await gate())).rejects.toMatchObject({
    code: 'E_SHADOW_FAILED',
  });
  expect(readFileSync(file, 'utf8')).toBe('');
});

function overwrite(folder: string, name: string, content: string | Uint8Array): void {
  chmodSync(folder, 0o755);
  rmSync(path.join(folder, name), { force: true });
  writeFileSync(path.join(folder, name), content);
}

function remove(folder: string, name: string): void {
  chmodSync(folder, 0o755);
  rmSync(path.join(folder, name));
}

function link(folder: string): void {
  remove(folder, 'main.js');
  symlinkSync('/etc/hostname', path.join(folder, 'main.js'));
}
