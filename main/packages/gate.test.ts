import { expect, test } from 'vitest';
import type { ErrorCode } from '../../addins/protocol/errors.ts';
import { type GateOptions, openPackage } from './gate.ts';
import { createIntegrity } from './integrity.ts';
import { createSignature } from './signature.ts';
import {
  HOST_VERSION,
  type SampleOptions,
  sampleFiles,
  sampleKey,
  samplePackage,
  zipFiles,
} from './testing/sample-package.ts';

const key = sampleKey();

test('a sound package passes', async () => {
  const gated = await open(samplePackage({ files: { 'assets/a.txt': 'hello' } }));
  expect(gated).toMatchObject({
    id: 'sample',
    identity: { name: 'sample', version: '1.0.0', culture: 'neutral', publicKeyToken: null },
    signed: false,
    publicKey: null,
    scriptSource: 'module.exports = { views: {} };',
  });
  expect(gated.hash).toMatch(/^[0-9a-f]{64}$/);
  expect([...gated.files.keys()].sort()).toEqual(['addin.json', 'assets/a.txt', 'integrity.json', 'main.js']);
});

test('the hash tells contents apart and nothing else', async () => {
  const hashes = [
    await open(samplePackage()),
    await open(zipFiles(new Map([...sampleFiles()].reverse()))),
    await open(samplePackage({ script: 'module.exports = {};' })),
  ].map((gated) => gated.hash);
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
});

test('a signed package carries its key', async () => {
  const gated = await open(samplePackage({ key }));
  expect(gated.signed).toBe(true);
  expect(gated.publicKey).toBe(key.publicKey);
  expect(gated.identity.publicKeyToken).toMatch(/^[0-9a-f]{16}$/);
});

test('a list of files gets its hashes here, also with a common folder in front', async () => {
  const files = sampleFiles();
  files.delete('integrity.json');
  const list = [...files].map(([path, bytes]) => ({ path: `sample/${path}`, bytes }));
  const source = { kind: 'files' as const, fileName: 'sample', files: [...list, dsStore] };
  const gated = await openPackage(source, { hostVersion: HOST_VERSION });
  expect(gated.hash).toBe((await open(samplePackage())).hash);
});
const dsStore = { path: 'sample/.DS_Store', bytes: new Uint8Array(4) };

test('an archive without hashes is refused', async () => {
  const files = sampleFiles();
  files.delete('integrity.json');
  await refused(zipFiles(files), 'E_FILE_MISSING');
});

const DAMAGED: [string, (files: Map<string, Uint8Array>) => void, ErrorCode][] = [
  ['a changed script', (files) => files.set('main.js', Buffer.from('evil()')), 'E_HASH'],
  [
    'a changed manifest',
    (files) => files.set('addin.json', bytesOf(files, 'addin.json', ['Sample', 'Simple'])),
    'E_HASH',
  ],
  ['a file that is not listed', (files) => files.set('extra.txt', Buffer.from('x')), 'E_HASH'],
  ['a listed file that is missing', (files) => files.delete('assets/a.txt'), 'E_FILE_MISSING'],
  ['hashes in another order', (files) => files.set('integrity.json', reversed(files)), 'E_HASH'],
  [
    'hashes given twice',
    (files) => files.set('integrity.json', bytesOf(files, 'integrity.json', ['{', twice])),
    'E_HASH',
  ],
  ['hashes that are not JSON', (files) => files.set('integrity.json', Buffer.from('{')), 'E_HASH'],
  ['no manifest', (files) => files.delete('addin.json'), 'E_MANIFEST_EXPECTED'],
];
const twice = `{ "main.js": "${'0'.repeat(64)}",`;
test.each(DAMAGED)('refuses %s', async (_what, damage, code) => {
  const files = sampleFiles({ files: { 'assets/a.txt': 'hello' } });
  damage(files);
  await refused(zipFiles(files), code);
});

test('refuses a manifest that names a script which is not there', async () => {
  await refused(samplePackage({ manifest: { main: 'other.js' } }), 'E_FILE_MISSING');
});

const BADLY_SIGNED: [string, (files: Map<string, Uint8Array>) => void][] = [
  [
    'other contents, hashes made anew',
    (files) => {
      files.set('main.js', Buffer.from('evil()'));
      files.set('integrity.json', createIntegrity(files));
    },
  ],
  ['the signature left out', (files) => files.delete('signature.json')],
  [
    'another key than the manifest names',
    (files) => {
      const other = sampleKey();
      files.set('signature.json', createSignature(bytes(files, 'integrity.json'), other.privateKey, other.publicKey));
    },
  ],
  [
    'the right key named, another one used',
    (files) => {
      const other = sampleKey();
      files.set('signature.json', createSignature(bytes(files, 'integrity.json'), other.privateKey, key.publicKey));
    },
  ],
  ['an unknown field', (files) => files.set('signature.json', bytesOf(files, 'signature.json', ['{', '{"x":1,']))],
  ['another algorithm', (files) => files.set('signature.json', bytesOf(files, 'signature.json', ['Ed25519', 'none']))],
];
test.each(BADLY_SIGNED)('refuses a signed package with %s', async (_what, damage) => {
  const files = sampleFiles({ key });
  damage(files);
  await refused(zipFiles(files), 'E_SIGNATURE');
});

test('refuses a signature that the manifest does not ask for', async () => {
  const files = sampleFiles();
  files.set('signature.json', createSignature(bytes(files, 'integrity.json'), key.privateKey, key.publicKey));
  await refused(zipFiles(files), 'E_SIGNATURE');
});

test('refuses a key that is not Ed25519', async () => {
  await refused(samplePackage({ key: { ...key, publicKey: `${key.publicKey}=` } }), 'E_SIGNATURE');
});

const signedNow: SampleOptions = { key };
const UPDATES: [string, SampleOptions, { version: string; publicKey: string | null }, ErrorCode | 'passes'][] = [
  ['the same version', {}, { version: '1.0.0', publicKey: null }, 'passes'],
  ['a newer version', {}, { version: '0.9.9', publicKey: null }, 'passes'],
  ['an older version', {}, { version: '1.0.1', publicKey: null }, 'E_DOWNGRADE'],
  [
    'a preview of the installed version',
    { manifest: { version: '2.0.0-beta.1' } },
    { version: '2.0.0', publicKey: null },
    'E_DOWNGRADE',
  ],
  ['the first signed version', signedNow, { version: '0.9.0', publicKey: null }, 'passes'],
  ['the same key', signedNow, { version: '0.9.0', publicKey: key.publicKey }, 'passes'],
  ['an unsigned version of a signed add-in', {}, { version: '0.9.0', publicKey: key.publicKey }, 'E_SIGNATURE'],
  ['another key', signedNow, { version: '0.9.0', publicKey: sampleKey().publicKey }, 'E_SIGNATURE'],
];
test.each(UPDATES)('an update: %s', async (...[, options, installed, outcome]) => {
  const findInstalled = (id: string) => (id === 'sample' ? installed : undefined);
  if (outcome === 'passes') await open(samplePackage(options), { findInstalled });
  else await refused(samplePackage(options), outcome, { findInstalled });
});

const PROGRAMS: [string, string, string | Uint8Array][] = [
  ['a native module', 'build/x.node', 'x'],
  ['WebAssembly by name', 'x.wasm', 'x'],
  ['WebAssembly by contents', 'x.bin', Buffer.from('\0asm\x01\0\0\0', 'latin1')],
  ['a Windows program', 'x.exe', 'x'],
  ['a Windows program by contents', 'picture.png', Buffer.from('MZ\x90\0\x03\0', 'latin1')],
  ['a Linux program by contents', 'x', Buffer.from('\x7fELF', 'latin1')],
  ['a shell script by contents', 'run', '#!/bin/sh\n'],
  ['a batch file', 'RUN.CMD', 'x'],
];
test.each(PROGRAMS)('refuses a package with %s', async (_what, path, content) => {
  await refused(samplePackage({ files: { [path]: content } }), 'E_UNSAFE_CODE');
});

test('text that happens to begin like a program is only text', async () => {
  await open(samplePackage({ files: { 'mz.txt': 'MZ is a country code' } }));
});

async function open(bytesOfPackage: Uint8Array, options: Partial<GateOptions> = {}) {
  const source = { kind: 'bytes' as const, fileName: 'sample.addin', bytes: bytesOfPackage };
  return openPackage(source, { hostVersion: HOST_VERSION, ...options });
}

async function refused(bytesOfPackage: Uint8Array, code: ErrorCode, options?: Partial<GateOptions>): Promise<void> {
  await expect(open(bytesOfPackage, options)).rejects.toMatchObject({ name: 'BulkheadError', code });
}

function bytes(files: Map<string, Uint8Array>, path: string): Uint8Array {
  return files.get(path) ?? new Uint8Array();
}

function bytesOf(files: Map<string, Uint8Array>, path: string, [from, to]: [string, string]): Uint8Array {
  return Buffer.from(Buffer.from(bytes(files, path)).toString().replace(from, to));
}

function reversed(files: Map<string, Uint8Array>): Uint8Array {
  const list = JSON.parse(Buffer.from(bytes(files, 'integrity.json')).toString()) as Record<string, string>;
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(list).reverse()), null, 2));
}
