import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Log } from '../base/log.ts';
import { nodeClock } from '../base/node-clock.ts';
import { openCatalog } from '../packages/catalog.ts';
import { Installer } from '../packages/installer.ts';
import { checkScript } from '../packages/script-check.ts';
import { ShadowStore } from '../packages/shadow-store.ts';
import { HOST_VERSION, type SampleOptions, sampleFiles, samplePackage } from '../packages/testing/sample-package.ts';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { DevFolders } from './dev-folders.ts';

/** Milliseconds: it waits for a real disk on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

/** The waits of the watcher have tests of their own. */
const SPEED = 20;
const fastClock = {
  ...nodeClock,
  now: () => nodeClock.now() * SPEED,
  after: (milliseconds: number, task: () => void) => nodeClock.after(milliseconds / SPEED, task),
};

async function openDevFolders() {
  const profile = temporaryFolder();
  const folder = path.join(temporaryFolder(), 'my-addin');
  write(folder, '1.0.0');
  const store = new ShadowStore(path.join(profile, 'packages'));
  await store.open();
  const { catalog } = openCatalog(path.join(profile, 'catalog.sqlite'));
  const installer = new Installer({ catalog, store, hostVersion: HOST_VERSION });
  const happened: string[] = [];
  let wake = (): void => undefined;
  const note = (text: string): void => {
    happened.push(text);
    wake();
  };
  const next = async (): Promise<string | undefined> => {
    while (happened.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return happened.shift();
  };
  let installFails: string | undefined;
  const devFolders = new DevFolders({
    ...{ catalog, installer },
    hostVersion: HOST_VERSION,
    checkScript: async (bytes, file) => checkScript(bytes, file),
    log: new Log(),
    offer: async (offered) => note(`offer ${path.basename(offered)}`),
    install: async (stageId) => {
      if (installFails !== undefined) throw new Error(installFails);
      note(`install ${(await installer.install(stageId)).identity.version}`);
    },
    refused: ({ fileName, problem }) => note(`refused ${fileName}: ${problem.message}`),
    clock: fastClock,
  });
  onTestFinished(async () => {
    await devFolders.close();
    catalog.close();
  });
  /** As a person who accepts the sheet. */
  const accept = async (): Promise<void> => {
    await installer.install((await installer.stage({ kind: 'folder', folder })).stageId);
  };
  const failInstalls = (words: string | undefined) => (installFails = words);
  return { folder, catalog, installer, devFolders, happened, next, accept, failInstalls };
}

function write(folder: string, version: string, options: SampleOptions = {}): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'my-addin', version, ...options.manifest };
  for (const [name, bytes] of sampleFiles({ ...options, manifest })) writeFileSync(path.join(folder, name), bytes);
}

test('a new folder is offered, and installed by itself only once it was accepted', async () => {
  const { folder, catalog, devFolders, next, accept, happened } = await openDevFolders();
  await devFolders.add(folder);
  expect(await next()).toBe('offer my-addin');
  await accept();
  write(folder, '1.1.0');
  expect(await next()).toBe('install 1.1.0');
  expect(catalog.get('my-addin')).toMatchObject({ source: { kind: 'folder', folder }, previous: { version: '1.0.0' } });
  // Known by now: watched already, and not offered again.
  await devFolders.add(folder);
  write(folder, '1.2.0');
  expect(await next()).toBe('install 1.2.0');
  expect(happened).toEqual([]);
});

test('folders of an earlier run are watched again; what is installed is not installed again', async () => {
  const { folder, devFolders, next, accept } = await openDevFolders();
  await accept();
  devFolders.resume();
  write(folder, '1.1.0');
  expect(await next()).toBe('install 1.1.0');
});

test('what changed while nobody watched is noticed', async () => {
  const { folder, devFolders, next, accept } = await openDevFolders();
  await accept();
  write(folder, '1.5.0');
  devFolders.resume();
  expect(await next()).toBe('install 1.5.0');
});

test('a folder that is no package, and a version that does not start, are refused in words', async () => {
  const { folder, devFolders, next, accept, failInstalls } = await openDevFolders();
  await accept();
  devFolders.resume();
  write(folder, 'one');
  expect(await next()).toMatch(/^refused my-addin: .*version/);
  failInstalls('no licence key');
  write(folder, '1.1.0');
  expect(await next()).toBe('refused my-addin: no licence key');
  failInstalls(undefined);
  write(folder, '1.1.1');
  expect(await next()).toBe('install 1.1.1');
});

test('a folder is nobody’s business after its add-in was removed, and can come back', async () => {
  const { folder, devFolders, next, accept, installer, happened } = await openDevFolders();
  await accept();
  devFolders.resume();
  await installer.uninstall('my-addin');
  await devFolders.forget(folder);
  await devFolders.forget(folder);
  write(folder, '1.1.0');
  await devFolders.add(folder);
  expect(await next()).toBe('offer my-addin');
  await accept();
  write(folder, '1.2.0');
  expect(await next()).toBe('install 1.2.0');
  expect(happened).toEqual([]);
});

test('an add-in that was installed from a file since then does not follow its folder any more', async () => {
  const { folder, devFolders, installer, catalog, accept, next, failInstalls } = await openDevFolders();
  await accept();
  devFolders.resume();
  const bytes = new Uint8Array(samplePackage({ manifest: { name: 'my-addin', version: '2.0.0' } }));
  await installer.install((await installer.stage({ kind: 'bytes', fileName: 'my-addin.addin', bytes })).stageId);
  failInstalls('it was tried all the same');
  const seen = Promise.withResolvers<void>();
  const { get } = catalog;
  catalog.get = (id) => {
    seen.resolve();
    return get.call(catalog, id);
  };
  write(folder, '3.0.0');
  await seen.promise;
  // Something that is said in any case, after what was seen before.
  writeFileSync(path.join(folder, 'addin.json'), '{');
  expect(await next()).toMatch(/^refused my-addin: (?!it was tried)/);
  expect(catalog.get('my-addin')?.identity.version).toBe('2.0.0');
});
