import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCatalog } from './catalog.ts';
import { Installer, type InstallProgress } from './installer.ts';
import { ShadowStore } from './shadow-store.ts';
import { HOST_VERSION, type SampleOptions, sampleKey, samplePackage } from './testing/sample-package.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function openHost() {
  const folder = temporaryFolder();
  const store = new ShadowStore(path.join(folder, 'shadow'));
  await store.open();
  const { catalog } = openCatalog(path.join(folder, 'catalog.sqlite'));
  onTestFinished(() => catalog.close());
  let time = 1_000;
  const installer = new Installer({ catalog, store, hostVersion: HOST_VERSION, now: () => time++ });
  const stage = (options: SampleOptions = {}) =>
    installer.stage({ kind: 'bytes', fileName: 'sample.addin', bytes: samplePackage(options) });
  const install = async (options: SampleOptions = {}) => installer.install((await stage(options)).stageId);
  return { store, catalog, installer, stage, install };
}
const version = (text: string): SampleOptions => ({ manifest: { version: text } });

test('install, upgrade, roll back, uninstall', async () => {
  const { store, catalog, installer, stage, install } = await openHost();
  const first = await install();
  expect(first).toMatchObject({ id: 'sample', enabled: true, state: 'ready', previous: null, installedAt: 1_000 });
  const waiting = await stage(version('2.0.0'));
  expect(waiting).toMatchObject({ kind: 'upgrade', installed: { identity: { version: '1.0.0' } } });
  const second = await installer.install(waiting.stageId);
  expect(second).toMatchObject({
    installedAt: 1_000,
    updatedAt: 1_001,
    previous: { version: '1.0.0', hash: first.hash },
  });
  const back = await installer.rollBack('sample');
  expect(back).toMatchObject({ hash: first.hash, previous: { version: '2.0.0', hash: second.hash } });
  expect((await store.load(back)).manifest.version).toBe('1.0.0');
  expect(catalog.get('sample')).toEqual(back);
  await installer.uninstall('sample');
  await installer.collectGarbage([]);
  await expect(store.load(back)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await expect(installer.uninstall('sample')).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('says how far it is', async () => {
  const { installer, stage } = await openHost();
  const seen: InstallProgress[] = [];
  await installer.install((await stage()).stageId, { onProgress: (progress) => seen.push(progress) });
  expect([...new Set(seen.map((progress) => progress.step))]).toEqual(['copying', 'starting', 'finishing', 'done']);
  const fractions = seen.map((progress) => progress.fraction);
  expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
  expect(fractions.at(-1)).toBe(1);
});

test('a new version that does not start leaves the catalog as it was', async () => {
  const { catalog, installer, stage, install } = await openHost();
  const first = await install();
  const { stageId } = await stage(version('2.0.0'));
  const failed = installer.install(stageId, {
    beforeCommit: async ({ entry, replaces }) => {
      expect([entry.identity.version, replaces?.identity.version]).toEqual(['2.0.0', '1.0.0']);
      throw new Error('no start');
    },
  });
  await expect(failed).rejects.toThrow('no start');
  expect(catalog.get('sample')).toEqual(first);
  await installer.rollBack('sample').catch((error: unknown) => expect(error).toMatchObject({ code: 'E_NOT_FOUND' }));
  expect((await install(version('2.0.0'))).identity.version).toBe('2.0.0');
});

test('one add-in after another, several at once', async () => {
  const { catalog, installer, stage } = await openHost();
  const order: string[] = [];
  const names = ['alpha', 'beta'];
  const stages = await Promise.all(names.map((name) => stage({ manifest: { name } })));
  const newer = await stage({ manifest: { name: 'alpha', version: '1.1.0' } });
  const { promise: betaStarted, resolve: betaStarts } = Promise.withResolvers<void>();
  const run = (stageId: string, label: string, wait?: Promise<void>) =>
    installer.install(stageId, {
      beforeCommit: async () => {
        order.push(`${label} starts`);
        if (label === 'beta') betaStarts();
        await wait;
        order.push(`${label} ends`);
      },
    });
  // The first alpha ends only when beta has started: they must run side by side.
  const [alpha, beta] = stages;
  await Promise.all([
    run(alpha?.stageId ?? '', 'alpha', betaStarted),
    run(newer.stageId, 'alpha 1.1'),
    run(beta?.stageId ?? '', 'beta'),
  ]);
  expect(order.filter((line) => line.startsWith('alpha'))).toEqual([
    'alpha starts',
    'alpha ends',
    'alpha 1.1 starts',
    'alpha 1.1 ends',
  ]);
  expect(catalog.list().map((entry) => `${entry.id} ${entry.identity.version}`)).toEqual(['alpha 1.1.0', 'beta 1.0.0']);
});

test('what was staged before a newer version was installed is refused at the end', async () => {
  const { installer, stage, install } = await openHost();
  const older = await stage();
  await install(version('2.0.0'));
  await expect(installer.install(older.stageId)).rejects.toMatchObject({ code: 'E_DOWNGRADE' });
});

test('refuses older, unsigned and look-alike packages', async () => {
  const { stage, install } = await openHost();
  await install({ key: sampleKey(), manifest: { name: 'acme-reader', version: '2.0.0' } });
  await expect(stage({ manifest: { name: 'acme-reader', version: '3.0.0' } })).rejects.toMatchObject({
    code: 'E_SIGNATURE',
  });
  await expect(stage({ manifest: { name: 'acrne-reader' } })).rejects.toMatchObject({
    code: 'E_INVALID_NAME',
    detail: { installed: 'acme-reader' },
  });
  expect((await stage({ manifest: { name: 'acme-writer' } })).kind).toBe('install');
});

test('a stage is used once, and can be thrown away', async () => {
  const { installer, stage } = await openHost();
  const [used, thrown] = [await stage(), await stage({ manifest: { name: 'other' } })];
  expect(installer.staged(used.stageId)).toBe(used);
  await installer.install(used.stageId);
  installer.discard(thrown.stageId);
  for (const { stageId } of [used, thrown]) {
    await expect(installer.install(stageId)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  }
});

test('only so many packages may wait', async () => {
  const { stage } = await openHost();
  for (let index = 0; index < 32; index += 1) await stage();
  await expect(stage()).rejects.toMatchObject({ code: 'E_OVERLOAD' });
});

test('a copy under way survives a clean-up', async () => {
  const { installer, stage, store } = await openHost();
  const { stageId } = await stage();
  const entry = await installer.install(stageId, { beforeCommit: () => installer.collectGarbage([]) });
  expect((await store.load(entry)).manifest.name).toBe('sample');
});

test('installing the same contents again keeps the version before', async () => {
  const { install } = await openHost();
  const first = await install();
  await install(version('2.0.0'));
  expect((await install(version('2.0.0'))).previous).toEqual({ hash: first.hash, version: '1.0.0' });
});
