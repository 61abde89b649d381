import { once } from 'node:events';
import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPackageFiles } from './source-reader.ts';
import { samplePackage } from './testing/sample-package.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

function sampleFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'addin.json'), '{}');
  writeFileSync(path.join(folder, 'assets/a.txt'), 'a');
  writeFileSync(path.join(folder, '.DS_Store'), 'x');
  return folder;
}

test('reads a folder, without what the desktop left in it', async () => {
  const files = await readPackageFiles({ kind: 'folder', folder: sampleFolder() });
  expect([...files.keys()]).toEqual(['addin.json', 'assets/a.txt']);
});

const LINKS: [string, (folder: string) => void | Promise<void>][] = [
  ['a link to a file', (folder) => symlinkSync('/etc/hostname', path.join(folder, 'x'))],
  ['a link to a folder', (folder) => symlinkSync('/etc', path.join(folder, 'x'))],
  ['a link inside the package', (folder) => symlinkSync('assets/a.txt', path.join(folder, 'x'))],
  ['a link that leads nowhere', (folder) => symlinkSync('nowhere', path.join(folder, 'x'))],
  ['a socket', (folder) => listen(path.join(folder, 'x'))],
  ['a name for a device', (folder) => writeFileSync(path.join(folder, 'assets/nul.txt'), '')],
  ['twins', (folder) => writeFileSync(path.join(folder, 'ADDIN.json'), '')],
];
test.skipIf(process.platform === 'win32').each(LINKS)('refuses a folder with %s', async (_what, add) => {
  const folder = sampleFolder();
  await add(folder);
  await expect(readPackageFiles({ kind: 'folder', folder })).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
});

test('a hard link is a file like any other', async () => {
  const folder = sampleFolder();
  linkSync(path.join(folder, 'addin.json'), path.join(folder, 'x'));
  expect((await readPackageFiles({ kind: 'folder', folder })).has('x')).toBe(true);
});

test('refuses a folder that is too large, has too many files, or is not there', async () => {
  const large = sampleFolder();
  writeFileSync(path.join(large, 'x'), '');
  truncateSync(path.join(large, 'x'), 51 * 1024 * 1024);
  await expect(readPackageFiles({ kind: 'folder', folder: large })).rejects.toMatchObject({
    code: 'E_PACKAGE_TOO_LARGE',
  });
  const many = sampleFolder();
  for (let index = 0; index < 2_000; index += 1) writeFileSync(path.join(many, `f${index}`), '');
  await expect(readPackageFiles({ kind: 'folder', folder: many })).rejects.toMatchObject({
    code: 'E_PACKAGE_TOO_LARGE',
  });
  const none = path.join(many, 'none');
  await expect(readPackageFiles({ kind: 'folder', folder: none })).rejects.toMatchObject({ code: 'E_IO' });
});

test('reads an archive file; a folder, a pipe or nothing in its place is refused', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'sample.addin');
  writeFileSync(file, samplePackage());
  expect((await readPackageFiles({ kind: 'file', file })).has('addin.json')).toBe(true);
  await expect(readPackageFiles({ kind: 'file', file: folder })).rejects.toMatchObject({ name: 'BulkheadError' });
  await expect(readPackageFiles({ kind: 'file', file: `${file}x` })).rejects.toMatchObject({ code: 'E_IO' });
  await expect(readPackageFiles({ kind: 'file', file: '/dev/zero' })).rejects.toMatchObject({ code: 'E_BAD_PACKAGE' });
});

test('refuses unsafe paths in a list of files', async () => {
  const list = (...paths: string[]) =>
    readPackageFiles({
      kind: 'files',
      fileName: 'x',
      files: paths.map((each) => ({ path: each, bytes: new Uint8Array() })),
    });
  await expect(list('addin.json', '../x')).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
  await expect(list('a/addin.json', 'a/../x')).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
  await expect(list('a/addin.json', 'a/Addin.json')).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
  expect([...(await list('a/addin.json', 'a/b/c')).keys()]).toEqual(['addin.json', 'b/c']);
  expect([...(await list('a/x', 'b/addin.json')).keys()]).toEqual(['a/x', 'b/addin.json']);
});

async function listen(file: string): Promise<void> {
  const server = createServer().listen(file);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
}
