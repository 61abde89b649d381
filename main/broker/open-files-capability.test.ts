import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PermissionParameters } from '../../addins/protocol/permissions.ts';
import type { Caller } from './capability.ts';
import { closeFilesCapability } from './close-files-capability.ts';
import { FileHandles } from './file-handles.ts';
import { openFilesCapability } from './open-files-capability.ts';
import { ProtectedPaths } from './protected-paths.ts';
import { allowedCall, CALLER } from './testing/caller.ts';

let folder: string;
let picked: string[];
let asked: unknown[];
let broker: ReturnType<typeof openFilesCapability.create>;
let closer: ReturnType<typeof closeFilesCapability.create>;
let onPick: () => void;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bulkhead-open-')));
  mkdirSync(path.join(folder, 'profile'));
  picked = [];
  asked = [];
  onPick = () => undefined;
  const handles = new FileHandles();
  broker = openFilesCapability.create({
    handles,
    protectedPaths: new ProtectedPaths([path.join(folder, 'profile')]),
    pickFiles: async (_caller, options) => {
      asked.push(options);
      onPick();
      return picked;
    },
  });
  closer = closeFilesCapability.create({ handles });
});

afterEach(async () => {
  await closer.dispose?.(CALLER);
  rmSync(folder, { recursive: true });
});

function write(name: string, content = 'content'): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

interface Options {
  granted?: Partial<PermissionParameters<'fs.pick.open'>>;
  types?: string[];
  multiple?: boolean;
  caller?: Caller;
  signal?: AbortSignal;
}

const grant = { types: [], multiple: true };

function pick(options: Options = {}) {
  const { granted, types = [], multiple = false, ...rest } = options;
  const call = allowedCall<'fs.pick.open'>({ ...grant, ...granted }, rest);
  const files = Promise.resolve(broker.handlers['fs.pickOpen']([{ types, multiple }], call));
  return files.then((found) => ({ found, objects: call.objects }));
}

function read(handle: number, { position = 0, length = 100, caller = CALLER } = {}) {
  return Promise.resolve(
    broker.handlers['fs.read']([handle, position, length], allowedCall<'fs.pick.open'>(grant, { caller })),
  );
}

/** Files below the test's folder that this process has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((entry) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${entry}`);
      return target.startsWith(folder) ? [target] : [];
    } catch {
      return [];
    }
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('answers a number, the name and the size, and reads by position', async () => {
  picked = [write('report.csv', '0123456789')];
  const { found, objects } = await pick();
  expect(found).toEqual([{ handle: 1, name: 'report.csv', size: 10 }]);
  expect(objects).toEqual(['report.csv']);
  expect(JSON.stringify(found)).not.toContain(folder);
  expect(text(await read(1, { position: 3, length: 4 }))).toBe('3456');
  const end = await read(1, { position: 8, length: 50 });
  expect(text(end)).toBe('89');
  expect(end.byteLength).toBe(end.buffer.byteLength);
  expect((await read(1, { position: 10 })).byteLength).toBe(0);
});

test('an empty list when the person cancelled', async () => {
  expect((await pick()).found).toEqual([]);
});

test('the dialog gets what is both granted and wished for', async () => {
  await pick({ granted: { types: ['.csv', '.txt'], multiple: false }, types: ['.csv', '.exe'], multiple: true });
  await pick({ granted: { types: ['.csv'] } });
  expect(asked).toEqual([
    { types: ['.csv'], multiple: false },
    { types: ['.csv'], multiple: false },
  ]);
  await expect(pick({ granted: { types: ['.csv'] }, types: ['.exe'] })).rejects.toMatchObject({ code: 'E_SECURITY' });
});

test('a file of another type is refused although the person picked it', async () => {
  picked = [write('secrets.txt')];
  await expect(pick({ granted: { types: ['.csv'] } })).rejects.toMatchObject({ code: 'E_SECURITY' });
  picked = [write('DATA.CSV')];
  expect((await pick({ granted: { types: ['.csv'] } })).found).toHaveLength(1);
});

test('folders, pipes and devices are refused, and opening them does not hang', async () => {
  execFileSync('mkfifo', [path.join(folder, 'pipe')]);
  symlinkSync('/dev/zero', path.join(folder, 'link-to-device'));
  for (const file of [
    folder,
    path.join(folder, 'pipe'),
    '/dev/stdin',
    '/dev/zero',
    path.join(folder, 'link-to-device'),
  ]) {
    picked = [file];
    await expect(pick()).rejects.toMatchObject({ code: 'E_SECURITY' });
  }
  expect(openFiles()).toEqual([]);
});

test('what is missing fails without its path', async () => {
  picked = [path.join(folder, 'gone.csv')];
  const error = await pick().catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: 'E_IO' });
  expect(JSON.stringify({ ...error, message: (error as Error).message })).not.toContain(folder);
});

test("the host's own folder is out of reach, through a link as well", async () => {
  write('profile/policy.sqlite');
  symlinkSync(path.join(folder, 'profile'), path.join(folder, 'innocent'));
  for (const file of ['profile/policy.sqlite', 'innocent/policy.sqlite', 'profile/../profile/policy.sqlite']) {
    picked = [path.join(folder, file)];
    await expect(pick()).rejects.toMatchObject({ code: 'E_SECURITY' });
  }
});

test('one bad file among several opens none', async () => {
  picked = [write('a.csv'), path.join(folder, 'gone.csv'), write('b.csv')];
  await expect(pick({ multiple: true })).rejects.toMatchObject({ code: 'E_IO' });
  expect(openFiles()).toEqual([]);
});

test('a number means nothing to another add-in, another generation, or after it was closed', async () => {
  picked = [write('a.csv')];
  await pick();
  const denied = { code: 'E_SECURITY' };
  await expect((async () => read(1, { caller: { ...CALLER, addinId: 'acme.other' } }))()).rejects.toMatchObject(denied);
  await expect((async () => read(1, { caller: { ...CALLER, generation: 2 } }))()).rejects.toMatchObject(denied);
  await expect((async () => read(2))()).rejects.toMatchObject(denied);
  const close = { ...allowedCall<'fs.pick.open'>(grant), granted: {} };
  expect(await closer.handlers['fs.close']([1], close)).toBeNull();
  expect(await closer.handlers['fs.close']([1], close)).toBeNull();
  await expect((async () => read(1))()).rejects.toMatchObject(denied);
  expect(openFiles()).toEqual([]);
});

test('disposing a generation closes all of its files and no others', async () => {
  const other = { ...CALLER, generation: 2 };
  picked = [write('a.csv')];
  await pick();
  await pick({ caller: other });
  expect(openFiles()).toHaveLength(2);
  await broker.dispose?.(CALLER);
  expect(openFiles()).toHaveLength(1);
  expect(text(await read(1, { caller: other }))).toBe('content');
  await broker.dispose?.(other);
  expect(openFiles()).toEqual([]);
});

test('nothing stays open when the call was cut while the dialog was open', async () => {
  const controller = new AbortController();
  picked = [write('a.csv')];
  onPick = () => controller.abort();
  await expect(pick({ signal: controller.signal })).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(openFiles()).toEqual([]);
});

test('the oldest of too many files is closed', async () => {
  picked = [write('a.csv')];
  for (let index = 0; index < 65; index++) await pick();
  expect(openFiles()).toHaveLength(64);
  await expect((async () => read(1))()).rejects.toMatchObject({ code: 'E_SECURITY' });
  expect(text(await read(65))).toBe('content');
});

test('an add-in shows one dialog at a time', async () => {
  const second = Promise.withResolvers<unknown>();
  onPick = () => {
    onPick = () => undefined;
    pick().then(second.resolve, second.reject);
  };
  await pick();
  await expect(second.promise).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  await expect(pick()).resolves.toMatchObject({ found: [] });
});
