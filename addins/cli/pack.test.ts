import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { readArchive } from '../../main/packages/archive-reader.ts';
import { writeArchive } from '../../main/packages/archive-writer.ts';
import { manifestText, runCli, runJson, sources } from './testing/run-cli.ts';

/** Milliseconds: it waits for real processes on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const SOURCE = `
import { defineAddin, Text } from '@bulkhead/sdk';
import { word } from './word.ts';
export default defineAddin({ views: { main: () => <Text>{word}</Text> } });
`;
const sample = (more: Record<string, string | Uint8Array> = {}) =>
  sources({
    'addin.json': manifestText(),
    'src/main.tsx': SOURCE,
    'src/word.ts': `export const word: string = 'hi';`,
    ...more,
  });

test('create, pack, verify and inspect, one after another', async () => {
  const folder = path.join(sources({}), 'My first Add-in');
  const created = await runJson(['create', folder]);
  expect(created).toMatchObject({ code: 0, data: { ok: true, name: 'my-first-add-in' } });
  const file = path.join(folder, 'out.addin');
  const packed = await runJson(['pack', folder, '--out', file]);
  expect(packed).toMatchObject({ code: 0, data: { file, name: 'my-first-add-in', version: '0.1.0', signed: false } });
  const verified = await runCli(['verify', file]);
  expect(verified.code).toBe(0);
  expect(verified.stdout).toContain('my-first-add-in, Version=0.1.0, Culture=neutral, PublicKeyToken=null');
  expect(verified.stdout).toContain(String(packed.data['hash']));
  expect(verified.stdout).toContain('can show its own windows and commands');
  const inspected = await runJson(['inspect', file]);
  const names = (inspected.data['files'] as { path: string }[]).map((entry) => entry.path);
  expect(names).toEqual(['addin.json', 'integrity.json', 'main.js']);
});

test('what create writes passes the compiler of an editor', async () => {
  const folder = path.join(sources({}), 'hello');
  await runCli(['create', folder]);
  const compiler = fileURLToPath(new URL('../../node_modules/@typescript/native/bin/tsc', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

const CONTRACT = JSON.stringify({ id: 'acme.calc', version: '1.0', members: [{ name: 'add', number: 0 }] });

test('packs one classic script with only the given modules outside', async () => {
  const folder = sample({
    ...{ 'assets/a.txt': 'asset', LICENSE: 'MIT', 'notes.txt': 'not packed' },
    ...{ 'contracts/acme.calc.contract.json': CONTRACT, 'contracts/draft.json': 'not packed' },
  });
  const { data } = await runJson(['pack', folder], folder);
  expect(data['file']).toBe(path.join(folder, 'sample-1.2.3.addin'));
  const script = await scriptIn(data);
  const required: string[] = [];
  const exports = evaluate(script, (id) => {
    required.push(id);
    return { defineAddin: (definition: unknown) => definition, jsx: () => null };
  });
  expect(required.sort()).toEqual(['@bulkhead/sdk', 'react/jsx-runtime']);
  expect(exports).toHaveProperty('default.views.main');
  const { data: inside } = await runJson(['inspect', String(data['file'])]);
  expect((inside['files'] as { path: string }[]).map((entry) => entry.path)).toEqual([
    'LICENSE',
    'addin.json',
    'assets/a.txt',
    'contracts/acme.calc.contract.json',
    'integrity.json',
    'main.js',
  ]);
});

test('the same sources give the same bytes, wherever they are', async () => {
  const outputs = await Promise.all(
    [sample(), sample()].map(async (folder) => {
      await runCli(['pack', folder, '--out', 'x.addin'], folder);
      return readFileSync(path.join(folder, 'x.addin'));
    }),
  );
  expect(outputs[0]?.length).toBeGreaterThan(500);
  expect(outputs[0]?.equals(outputs[1] ?? Buffer.alloc(0))).toBe(true);
});

test('texts that the language wall refuses are written in another way and mean the same', async () => {
  const main = `
    export const texts = ['<!-- a -->', \`import(\${'x'}) <!--\`, 'import (y)', "\\\\import('z')"];
    export const found = [/<!--/u.test('<!--'), /[-->]/.test('>'), /import(x)/.test('importx')];
    export function count(n: number) { let c = 0; while (n-->0) c++; return c; }
    export const less = (a: number, b: { n: number }) => a<!--b.n;
  `;
  const folder = sample({ 'src/main.tsx': main });
  for (const minify of [[], ['--minify']]) {
    const { data, stderr } = await runJson(['pack', folder, ...minify], folder);
    expect(data['ok'], `${stderr}${JSON.stringify(data)}`).toBe(true);
    const script = await scriptIn(data);
    expect(script).not.toMatch(/<!--|-->|import\s*\(/);
    const packed = evaluate(script, () => ({})) as {
      count: (n: number) => number;
      less: (...args: unknown[]) => boolean;
    };
    expect(packed).toMatchObject({
      texts: ['<!-- a -->', 'import(x) <!--', 'import (y)', "\\import('z')"],
      found: [true, true, true],
    });
    expect(packed.count(3)).toBe(3);
    expect(packed.less(0, { n: 1 })).toBe(true);
  }
});

test('signs with a key, and the host knows it', async () => {
  const folder = sample();
  const key = path.join(folder, 'key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const { data } = await runJson(['pack', folder, '--key', key], folder);
  expect(data).toMatchObject({ ok: true, signed: true });
  const verified = await runCli(['verify', String(data['file'])]);
  expect(verified.stdout).toContain(`signed with key ${String(data['publicKeyToken'])}`);
});

const PROBLEMS: [string, Record<string, string>, string, RegExp][] = [
  [
    'a module of Node',
    { 'src/word.ts': `\nimport fs from 'node:fs';\nexport const word = fs;` },
    'E_BUILD',
    /src\/word\.ts:2: "node:fs"/,
  ],
  [
    'a module of Node, required',
    { 'src/word.ts': `export const word = require('path').sep` },
    'E_BUILD',
    /src\/word\.ts:1: "path"/,
  ],
  [
    'a module that is not there',
    { 'src/word.ts': `export { word } from 'nowhere';` },
    'E_BUILD',
    /src\/word\.ts:1: "nowhere" was not found/,
  ],
  [
    'a file that is not there',
    { 'src/word.ts': `export * from './nowhere.ts';` },
    'E_BUILD',
    /src\/word\.ts:1: "\.\/nowhere\.ts" was not found/,
  ],
  ['a part of React that is not given', { 'src/word.ts': `export * from 'react-dom/client';` }, 'E_BUILD', /react-dom/],
  ['a slip of the pen', { 'src/word.ts': `export const word = ;` }, 'E_BUILD', /src\/word\.ts:1/],
  ['something that does not exist in a file', { 'src/word.ts': `export const other = 1;` }, 'E_BUILD', /word/],
  [
    'code that is loaded at run time',
    { 'src/word.ts': `\nexport const word = (x: string) => import(x);` },
    'E_BUILD',
    /src\/word\.ts:2: import\(\)/,
  ],
  [
    'the address of a module',
    { 'src/word.ts': `\n\nexport const word = import.meta.url;` },
    'E_BUILD',
    /src\/word\.ts:3: import\.meta/,
  ],
  [
    'a member that looks like an import',
    { 'src/word.ts': `export const word = { import(x: string) { return x } };` },
    'E_BUILD',
    /src\/word\.ts:1: import\(\)/,
  ],
  ['no manifest', { 'addin.json': '' }, 'E_MANIFEST_PARSE', /addin\.json/],
  ['a wrong manifest', { 'addin.json': manifestText({ version: '1' }) }, 'E_MANIFEST_PARSE', /version/],
  [
    'an unknown permission',
    { 'addin.json': manifestText({ permissions: [{ name: 'fs.all' }] }) },
    'E_MANIFEST_PARSE',
    /permissions\[0\]\.name/,
  ],
  ['a host that is too old', { 'addin.json': manifestText({ engines: { host: '>=99' } }) }, 'E_NEWER_RUNTIME', />=99/],
  ['a program among the assets', { 'assets/run.exe': 'x' }, 'E_UNSAFE_CODE', /assets\/run\.exe/],
];
test.each(PROBLEMS)('refuses %s and writes nothing', async (...[, files, code, says]) => {
  const folder = sample(files);
  const before = readdirSync(folder);
  const { code: exit, data } = await runJson(['pack', folder], folder);
  expect(exit).toBe(1);
  expect(data).toMatchObject({ ok: false, code, remedy: expect.any(String) });
  expect(String(data['message'])).toMatch(says);
  expect(readdirSync(folder)).toEqual(before);
});

test('a refusal for people has a code, the place and what to do', async () => {
  const folder = sample({ 'src/word.ts': `import 'node:net'; import 'node:dns';` });
  const { code, stdout, stderr } = await runCli(['pack', folder]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    /^E_BUILD: .*\nsrc\/word\.ts:1: "node:net".*\nsrc\/word\.ts:1: "node:dns".*\nCorrect the line/,
  );
});

test('verify refuses a package that was changed', async () => {
  const folder = sample();
  const { data } = await runJson(['pack', folder], folder);
  const file = String(data['file']);
  const files = new Map(await readArchive(readFileSync(file)));
  files.set('addin.json', Buffer.from(manifestText({ displayName: 'Evil' })));
  writeFileSync(file, await writeArchive(files));
  const { code, data: refusal } = await runJson(['verify', file]);
  expect(code).toBe(1);
  expect(refusal).toMatchObject({ ok: false, code: 'E_HASH', detail: { file: 'addin.json' } });
  const { stderr } = await runCli(['verify', file]);
  expect(stderr).toMatch(/^E_HASH: .*\n.*addin\.json.*\nChange the sources, not the packed files, and pack again\.\n$/);
});

test('create refuses a folder that is not empty, and a name that cannot be packed', async () => {
  const folder = sample();
  expect(await runJson(['create', folder])).toMatchObject({ code: 1, data: { code: 'E_IO' } });
  const fresh = path.join(folder, 'new');
  expect(await runJson(['create', fresh, '--name', 'a b'])).toMatchObject({
    code: 1,
    data: { code: 'E_MANIFEST_PARSE' },
  });
  expect(await runJson(['create', fresh, '--name', 'host'])).toMatchObject({
    code: 1,
    data: { code: 'E_INVALID_NAME' },
  });
  expect(existsSync(fresh)).toBe(false);
});

async function scriptIn(data: Record<string, unknown>): Promise<string> {
  const files = await readArchive(readFileSync(String(data['file'])));
  return Buffer.from(files.get('main.js') ?? '').toString();
}

/** As the host does: the body of a function with three parameters. */
function evaluate(script: string, require: (id: string) => unknown): unknown {
  const module = { exports: {} };
  new Function('require', 'module', 'exports', script)(require, module, module.exports);
  return module.exports;
}
