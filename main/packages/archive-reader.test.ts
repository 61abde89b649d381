import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ErrorCode } from '../../addins/protocol/errors.ts';
import { readArchive } from './archive-reader.ts';
import { type RawEntry, type RawZipOptions, rawZip } from './testing/raw-zip.ts';

const entry = (name: string | Buffer, more: Partial<RawEntry> = {}): RawEntry => ({ name, data: 'text', ...more });

test('reads a plain archive, folders and all', async () => {
  const zip = rawZip([
    entry('addin.json'),
    { name: 'assets/' },
    entry('assets/größe.txt', { data: 'x'.repeat(5_000) }),
  ]);
  const files = await readArchive(zip);
  expect([...files.keys()]).toEqual(['addin.json', 'assets/größe.txt']);
  expect(Buffer.from(files.get('assets/größe.txt') ?? []).toString()).toBe('x'.repeat(5_000));
});

const UNSAFE_NAMES: [string, string | Buffer][] = [
  ['leads out', '../../x'],
  ['leads out in the middle', 'a/../../x'],
  ['absolute', '/etc/passwd'],
  ['drive', 'C:\\x'],
  ['drive with slash', 'C:/x'],
  ['UNC', '\\\\host\\share\\x'],
  ['UNC with slashes', '//host/share'],
  ['backslash', 'a\\b'],
  ['dot', './x'],
  ['empty name', ''],
  ['device', 'CON'],
  ['device with extension', 'aux.txt'],
  ['device in a folder', 'a/Com1/b'],
  ['device with superscript', 'LPT²'],
  ['trailing dot', 'a.'],
  ['trailing space', 'a /b'],
  ['alternate stream', 'a.txt:ads'],
  ['long', 'a'.repeat(241)],
  ['NUL', 'a\0.txt'],
  ['newline', 'a\n.txt'],
  ['direction override', 'a\u202etxt.js'],
  ['zero width', 'a\u200b.txt'],
  ['byte order mark', '\ufeffaddin.json'],
  ['private use', 'a\ue000'],
  ['not NFC', 'e\u0301.txt'],
  ['deep', `${'a/'.repeat(40)}x`],
  ['prototype', '__proto__'],
  ['not UTF-8', Buffer.from([0x61, 0xff, 0xfe])],
];
test.each(UNSAFE_NAMES)('refuses an unsafe name: %s', async (_what, name) => {
  await refused([entry('addin.json'), entry(name)], 'E_UNSAFE_PATH');
});

const TWINS: [string, string, string][] = [
  ['the same', 'a.txt', 'a.txt'],
  ['case', 'Readme.md', 'README.md'],
  ['case of a folder', 'Data/a', 'data/b'],
  ['sharp s', 'straße', 'STRASSE'],
  ['long s', 'ſ', 's'],
  ['Kelvin sign', 'K', 'k'],
  ['ligature', 'ﬁle', 'file'],
  ['full width', 'ａ', 'a'],
  ['file and folder', 'a', 'a/b'],
];
test.each(TWINS)('refuses twins: %s', async (_what, left, right) => {
  await refused([entry(left), entry(right)], 'E_UNSAFE_PATH');
  await refused([entry(right), entry(left)], 'E_UNSAFE_PATH');
});

const KINDS: [string, Partial<RawEntry>][] = [
  ['symbolic link', { mode: 0o120777 }],
  ['character device', { mode: 0o020666 }],
  ['block device', { mode: 0o060666 }],
  ['pipe', { mode: 0o010666 }],
  ['socket', { mode: 0o140666 }],
  ['folder without a slash', { mode: 0o040755 }],
  ['set-uid', { mode: 0o104755 }],
  ['reparse point', { externalAttributes: 0x400 }],
];
test.each(KINDS)('refuses what is no plain file: %s', async (_what, more) => {
  await refused([entry('a', more)], 'E_UNSAFE_PATH');
});

const field = (id: number, size = 8): Buffer => {
  const extra = Buffer.alloc(4 + size);
  extra.writeUInt16LE(id, 0);
  extra.writeUInt16LE(size, 2);
  return extra;
};
const LAYOUTS: [string, RawEntry[], RawZipOptions?][] = [
  ['another name beside the data', [entry('a', { local: { name: 'b' } })]],
  ['another size beside the data', [entry('a', { local: { size: 5 } })]],
  ['another checksum beside the data', [entry('a', { local: { crc: 1 } })]],
  ['another method beside the data', [entry('a', { local: { method: 0 } })]],
  ['another time beside the data', [entry('a', { local: { time: 7 } })]],
  ['a wrong checksum', [entry('a', { local: { crc: 1 }, central: { crc: 1 } })]],
  ['a size that is too small', [entry('a', { local: { size: 2 }, central: { size: 2 } })]],
  ['a size that is too large', [entry('a', { local: { size: 9 }, central: { size: 9 } })]],
  ['two entries with one body', [entry('a'), entry('b', { central: { offset: 0 } })]],
  ['data in a gap', [entry('a', { gap: Buffer.from('hidden') }), entry('b')]],
  ['data behind the last entry', [entry('a')], { beforeDirectory: Buffer.from('hidden') }],
  ['data behind the compressed stream', [entry('a', { hidden: Buffer.from('hidden') })]],
  ['something before the archive', [entry('a')], { prefix: Buffer.from('GIF89a') }],
  ['a comment', [entry('a')], { comment: Buffer.from('PK\x05\x06') }],
  ['fewer entries than it says', [entry('a')], { entryCount: 2 }],
  ['more entries than it says', [entry('a'), entry('b')], { entryCount: 1 }],
  ['encryption', [entry('a', { flags: 0x801 })]],
  ['a streamed entry', [entry('a', { flags: 0x808 })]],
  ['an unknown method', [entry('a', { local: { method: 93 }, central: { method: 93 } })]],
  ['a second name', [entry('a', { extra: field(0x7075) })]],
  ['64-bit sizes', [entry('a', { extra: field(0x0001) })]],
  ['a link field', [entry('a', { extra: field(0x000d) })]],
  ['a second name beside the data', [entry('a', { localExtra: field(0x7075) })]],
  ['a name in an unknown alphabet', [entry('ä', { flags: 0 })]],
  ['a folder with contents', [{ name: 'a/', data: 'x' }]],
  ['broken deflate data', [entry('a', { stored: true, local: { method: 8 }, central: { method: 8 } })]],
];
test.each(LAYOUTS)(
  'refuses an archive that two readers could read differently: %s',
  async (_what, entries, options) => {
    await refused(entries, 'E_BAD_PACKAGE', options);
  },
);

test('refuses a bomb by its declared ratio, before unpacking', async () => {
  await refused([entry('bomb', { data: Buffer.alloc(8 * 1024 * 1024) })], 'E_PACKAGE_TOO_LARGE');
});

test('refuses more than 50 MB in all', async () => {
  const part = { data: pseudoRandom(26 * 1024 * 1024), stored: true };
  await refused([entry('a', part), entry('b', part)], 'E_PACKAGE_TOO_LARGE');
});

test('a bomb that lies about its size is stopped while it is unpacked', async () => {
  const body = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  const lie = { method: 8, size: 4, compressedSize: body.length };
  await refused([entry('a', { data: body, stored: true, local: lie, central: lie })], 'E_BAD_PACKAGE');
});

test('refuses more than 2000 files', async () => {
  const entries = Array.from({ length: 2_001 }, (_, index) => entry(`f${index}`));
  await refused(entries, 'E_PACKAGE_TOO_LARGE');
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('not a zip file, but long enough to hold the last record')],
  ['half an archive', rawZip([entry('a', { data: 'x'.repeat(500), stored: true })]).subarray(0, 300)],
])('refuses what is no archive: %s', async (_what, bytes) => {
  await expect(readArchive(bytes)).rejects.toMatchObject({ code: 'E_BAD_PACKAGE' });
});

async function refused(entries: RawEntry[], code: ErrorCode, options?: RawZipOptions): Promise<void> {
  await expect(readArchive(rawZip(entries, options))).rejects.toMatchObject({ name: 'BulkheadError', code });
}

function pseudoRandom(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index += 4) bytes.writeUInt32LE((index * 2654435761) >>> 0, index);
  return bytes;
}
