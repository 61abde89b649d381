import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openPackage } from './gate.ts';
import { ShadowStore } from './shadow-store.ts';
import { HOST_VERSION, samplePackage } from './testing/sample-package.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const LIMIT = 1_000;

async function installed() {
  const root = temporaryFolder();
  const store = new ShadowStore(root);
  await store.open();
  const files = { 'assets/a.txt': 'hello', 'assets/deep/b.txt': 'x'.repeat(LIMIT + 1) };
  const bytes = samplePackage({ files });
  const copy = await store.put(
    await openPackage({ kind: 'bytes', fileName: 'a', bytes }, { hostVersion: HOST_VERSION }),
  );
  const folder = path.join(root, 'sample', copy.hash.slice(0, 12));
  const read = (name: string) => store.file(copy, { path: name, limit: LIMIT });
  return { root, folder, read };
}

function writable(folder: string): void {
  for (const name of ['', 'assets', 'assets/deep']) chmodSync(path.join(folder, name), 0o755);
}

test('a file that the package lists, and only as it is written there', async () => {
  const { read } = await installed();
  expect(Buffer.from(await read('assets/a.txt')).toString()).toBe('hello');
  for (const name of ['assets/A.txt', 'assets/none.txt', 'assets/deep', 'integrity.json', 'toString']) {
    await expect(read(name)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  }
});

test.each([
  '../sample/x',
  'assets/../main.js',
  '/etc/passwd',
  'assets//a.txt',
  'assets/./a.txt',
  'assets\\a.txt',
  'assets/a.txt\0',
  'assets/__proto__',
  '',
])('no way out: %j', async (name) => {
  const { read } = await installed();
  await expect(read(name)).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
});

test('what is too large says how large, and what is allowed', async () => {
  const { read } = await installed();
  await expect(read('assets/deep/b.txt')).rejects.toMatchObject({
    code: 'E_OVERLOAD',
    detail: { file: 'assets/deep/b.txt', size: LIMIT + 1, limit: LIMIT },
  });
});

test('a copy that was changed on disk gives nothing away', async () => {
  const { root, folder, read } = await installed();
  writable(folder);
  rmSync(path.join(folder, 'assets/a.txt'));
  writeFileSync(path.join(folder, 'assets/a.txt'), 'evil!');
  await expect(read('assets/a.txt')).rejects.toMatchObject({ code: 'E_HASH' });

  const elsewhere = path.join(root, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(path.join(elsewhere, 'a.txt'), 'hello');
  renameSync(path.join(folder, 'assets'), path.join(root, 'aside'));
  symlinkSync(elsewhere, path.join(folder, 'assets'));
  await expect(read('assets/a.txt')).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });

  rmSync(path.join(folder, 'integrity.json'));
  writeFileSync(path.join(folder, 'integrity.json'), '{}');
  await expect(read('assets/a.txt')).rejects.toMatchObject({ code: 'E_HASH' });
});
