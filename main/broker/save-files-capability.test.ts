import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileHandles } from './file-handles.ts';
import { ProtectedPaths, sensitivePaths } from './protected-paths.ts';
import { saveFilesCapability } from './save-files-capability.ts';
import { allowedCall, CALLER } from './testing/caller.ts';

let folder: string;
let picked: string | undefined;
let asked: { suggestedName: string; types: readonly string[] }[];
let broker: ReturnType<typeof saveFilesCapability.create>;
let onPick: () => void;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bulkhead-save-')));
  mkdirSync(path.join(folder, 'profile'));
  mkdirSync(path.join(folder, 'documents'));
  picked = undefined;
  asked = [];
  onPick = () => undefined;
  broker = saveFilesCapability.create({
    handles: new FileHandles(),
    protectedPaths: new ProtectedPaths([path.join(folder, 'profile'), ...sensitivePaths(folder)]),
    pickSavePath: async (_caller, options) => {
      asked.push(options);
      onPick();
      return picked;
    },
  });
});

afterEach(async () => {
  await broker.dispose?.(CALLER);
  rmSync(folder, { recursive: true });
});

const documents = (name: string) => path.join(folder, 'documents', name);
const bytes = (text: string) => new TextEncoder().encode(text);

function pick(options: { granted?: string[]; types?: string[]; suggestedName?: string; signal?: AbortSignal } = {}) {
  const { granted = [], types = [], suggestedName = 'report.csv', signal } = options;
  const call = allowedCall<'fs.pick.save'>({ types: granted }, signal ? { signal } : {});
  return Promise.resolve(broker.handlers['fs.pickSave']([{ suggestedName, types }], call));
}

async function saving(file: string): Promise<number> {
  picked = file;
  const target = await pick();
  if (!target) throw new Error('nothing was picked');
  return target.handle;
}

const append = async (handle: number, text: string) =>
  broker.handlers['fs.append']([handle, bytes(text)], allowedCall<'fs.pick.save'>({ types: [] }));
const commit = async (handle: number) =>
  broker.handlers['fs.commit']([handle], allowedCall<'fs.pick.save'>({ types: [] }));

test('the content appears in one step at the commit', async () => {
  const handle = await saving(documents('report.csv'));
  await append(handle, 'a,b\n');
  await append(handle, '1,2\n');
  expect(existsSync(documents('report.csv'))).toBe(false);
  await commit(handle);
  expect(readFileSync(documents('report.csv'), 'utf8')).toBe('a,b\n1,2\n');
  expect(readdirSync(path.join(folder, 'documents'))).toEqual(['report.csv']);
});

test('the old content stays until then, and its permissions carry over', async () => {
  writeFileSync(documents('old.csv'), 'old');
  chmodSync(documents('old.csv'), 0o640);
  const handle = await saving(documents('old.csv'));
  await append(handle, 'new');
  expect(readFileSync(documents('old.csv'), 'utf8')).toBe('old');
  await commit(handle);
  expect(readFileSync(documents('old.csv'), 'utf8')).toBe('new');
  expect(statSync(documents('old.csv')).mode & 0o777).toBe(0o640);
});

test('appends that were not waited for are written in order, and the commit comes after them', async () => {
  const handle = await saving(documents('order.txt'));
  const parts = Array.from({ length: 50 }, (_, index) => `${index};`);
  const work = parts.map((part) => append(handle, part));
  await Promise.all([...work, commit(handle)]);
  expect(readFileSync(documents('order.txt'), 'utf8')).toBe(parts.join(''));
});

test('what was not committed leaves nothing behind when the generation ends', async () => {
  const handle = await saving(documents('half.csv'));
  await append(handle, 'half');
  expect(readdirSync(path.join(folder, 'documents'))).toHaveLength(1);
  await broker.dispose?.(CALLER);
  expect(readdirSync(path.join(folder, 'documents'))).toEqual([]);
  await expect(append(handle, 'more')).rejects.toMatchObject({ code: 'E_SECURITY' });
});

test('a handle is spent by its commit', async () => {
  const handle = await saving(documents('once.csv'));
  await commit(handle);
  await expect(append(handle, 'x')).rejects.toMatchObject({ code: 'E_SECURITY' });
  await expect(commit(handle)).rejects.toMatchObject({ code: 'E_SECURITY' });
});

test('null when the person cancelled', async () => {
  expect(await pick()).toBeNull();
});

test("the host's folder, credentials and start-up files are out of reach", async () => {
  mkdirSync(path.join(folder, '.ssh'));
  symlinkSync(path.join(folder, 'profile'), documents('link'));
  writeFileSync(path.join(folder, 'profile', 'policy.sqlite'), 'grants');
  symlinkSync(path.join(folder, 'profile', 'policy.sqlite'), documents('file-link'));
  const places = ['profile/x', '.ssh/authorized_keys', '.bashrc', '.BASHRC', '.config/autostart/x.desktop'];
  mkdirSync(path.join(folder, '.config', 'autostart'), { recursive: true });
  for (const place of [...places.map((name) => path.join(folder, name)), documents('link/x'), documents('file-link')]) {
    picked = place;
    await expect(pick(), place).rejects.toMatchObject({ code: 'E_SECURITY' });
  }
  expect(readdirSync(path.join(folder, '.ssh'))).toEqual([]);
  expect(readdirSync(path.join(folder, '.config', 'autostart'))).toEqual([]);
  expect(existsSync(path.join(folder, '.bashrc'))).toBe(false);
  expect(readdirSync(path.join(folder, 'profile'))).toEqual(['policy.sqlite']);
  expect(readFileSync(path.join(folder, 'profile', 'policy.sqlite'), 'utf8')).toBe('grants');
});

test('a link that leads nowhere is replaced, not followed', async () => {
  symlinkSync(path.join(folder, 'profile', 'new.sqlite'), documents('dangling'));
  const handle = await saving(documents('dangling'));
  await append(handle, 'x');
  await commit(handle);
  expect(readdirSync(path.join(folder, 'profile'))).toEqual([]);
  expect(readFileSync(documents('dangling'), 'utf8')).toBe('x');
});

test('folders and devices are not replaced', async () => {
  for (const place of [path.join(folder, 'documents'), '/dev/null']) {
    picked = place;
    await expect(pick(), place).rejects.toMatchObject({ code: 'E_SECURITY' });
  }
});

test('a link stays a link, and what it points at is replaced', async () => {
  writeFileSync(documents('real.csv'), 'old');
  symlinkSync(documents('real.csv'), documents('link.csv'));
  const handle = await saving(documents('link.csv'));
  await append(handle, 'new');
  await commit(handle);
  expect(lstatSync(documents('link.csv')).isSymbolicLink()).toBe(true);
  expect(readFileSync(documents('real.csv'), 'utf8')).toBe('new');
});

test('a folder that was replaced meanwhile is not written to', async () => {
  const handle = await saving(documents('report.csv'));
  await append(handle, 'x');
  renameSync(path.join(folder, 'documents'), path.join(folder, 'moved'));
  symlinkSync(path.join(folder, 'profile'), path.join(folder, 'documents'));
  await expect(commit(handle)).rejects.toMatchObject({ code: 'E_SECURITY' });
  expect(readdirSync(path.join(folder, 'profile'))).toEqual([]);
});

test('a folder that is not there is told without its path', async () => {
  picked = path.join(folder, 'nowhere', 'x.csv');
  const error = await pick().catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: 'E_IO', message: '"x.csv" could not be written.' });
});

test('an add-in suggests a name, never a place', async () => {
  await pick({ suggestedName: '../../.bashrc' });
  await pick({ suggestedName: 'a\u202e/b\\c:d.csv' });
  await pick({ suggestedName: '...' });
  expect(asked.map(({ suggestedName }) => suggestedName)).toEqual(['bashrc', 'a b c d.csv', 'untitled']);
});

test('only the granted types are written, and a missing ending is added', async () => {
  picked = documents('evil.sh');
  await expect(pick({ granted: ['.csv'] })).rejects.toMatchObject({ code: 'E_SECURITY' });
  picked = documents('plain');
  expect(await pick({ granted: ['.csv'] })).toMatchObject({ name: 'plain.csv' });
  writeFileSync(documents('there.csv'), 'old');
  picked = documents('there');
  await expect(pick({ granted: ['.csv'] })).rejects.toMatchObject({ code: 'E_IO' });
});

test('nothing is opened when the call was cut while the dialog was open', async () => {
  const controller = new AbortController();
  picked = documents('late.csv');
  onPick = () => controller.abort();
  expect(await pick({ signal: controller.signal })).toBeNull();
  expect(readdirSync(path.join(folder, 'documents'))).toEqual([]);
});

test('a ninth file at once is refused', async () => {
  for (let index = 0; index < 8; index++) await saving(documents(`${index}.csv`));
  await expect(saving(documents('8.csv'))).rejects.toMatchObject({ code: 'E_OVERLOAD' });
});
