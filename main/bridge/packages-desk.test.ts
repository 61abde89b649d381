import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ScriptedAddin, scriptOf } from '../../addins/runtime/testing/scripted-addin.ts';
import type { PackageUpload } from '../../preload/bridge.ts';
import { Log } from '../base/log.ts';
import { Addins } from '../domains/addins.ts';
import { createSurroundings, gate, settle } from '../domains/testing/domain-fixture.ts';
import { openCatalog } from '../packages/catalog.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import { Installer } from '../packages/installer.ts';
import { ShadowStore } from '../packages/shadow-store.ts';
import { HOST_VERSION, samplePackage } from '../packages/testing/sample-package.ts';
import { temporaryFolder } from '../packages/testing/temporary-folder.ts';
import { PackagesDesk } from './packages-desk.ts';

const ID = 'notes';

/** A real catalog, real shadow copies and a real installer; only processes and the policy are stand-ins. */
async function openDesk(scripted: Readonly<Record<string, ScriptedAddin>> = {}) {
  const folder = temporaryFolder();
  const store = new ShadowStore(path.join(folder, 'packages'));
  await store.open();
  const { catalog } = openCatalog(path.join(folder, 'catalog.sqlite'));
  const installer = new Installer({ catalog, store, hostVersion: HOST_VERSION });
  const surroundings = createSurroundings({ '1.0.0': {}, '2.0.0': {}, '3.0.0': {}, ...scripted });
  const addins = new Addins({
    installed: {
      get: (id) => catalog.get(id),
      load: (id, hash) => store.load({ id, hash }),
      quarantined: () => new Map(),
      setQuarantine: () => undefined,
      rollBack: (id) => installer.rollBack(id),
    },
    createDomain: surroundings.createDomain,
    refusal: () => undefined,
    log: new Log(),
  });
  onTestFinished(async () => {
    await addins.shutDown(1_000);
    catalog.close();
  });
  /** Which version the policy judges. */
  const judged = new Map<string, string>();
  const forgotten: string[] = [];
  const events: unknown[] = [];
  const desk = new PackagesDesk({
    ...{ catalog, installer, addins },
    refusal: () => undefined,
    previewGrants: () => [],
    heldBy: () => ['own process'],
    register: (entry: CatalogEntry) => judged.set(entry.id, entry.identity.version),
    unregister: (addinId) => judged.delete(addinId),
    forget: async ({ id }, keepData) => {
      judged.delete(id);
      forgotten.push(`${id} ${keepData}`);
    },
    send: (event) => events.push(event),
  });
  const stage = async (version: string): Promise<string> => {
    const result = await desk.stageUpload(upload(version));
    if (!result.ok) throw new Error(result.problem.message);
    return result.staged.stageId;
  };
  const install = async (version: string) => desk.install(await stage(version));
  const serving = () => addins.domain(ID)?.current?.loaded.manifest.version;
  return { ...surroundings, catalog, installer, addins, desk, stage, install, judged, forgotten, events, serving };
}

/** The package of a version whose script stands for the scripted add-in of that name. */
function upload(version: string): PackageUpload {
  const bytes = samplePackage({ manifest: { name: ID, version }, script: scriptOf(version) });
  return { fileName: `notes-${version}.addin`, bytes: new Uint8Array(bytes), files: null };
}

const failing = (words: string) => () => {
  throw new Error(words);
};

test('stage, install, list: nothing runs before somebody asks', async () => {
  const { desk, install, events, launcher, judged } = await openDesk();
  expect(await install('1.0.0')).toMatchObject({ id: ID, version: '1.0.0', state: 'stopped', previousVersion: null });
  expect(desk.list).toMatchObject([{ id: ID, enabled: true, problem: null }]);
  expect([launcher.launched, judged.get(ID)]).toEqual([[], '1.0.0']);
  expect(events.at(-1)).toMatchObject({ type: 'install-progress', step: 'Done', fraction: 1 });
});

test('a refused package is an answer in words, with its file name', async () => {
  const { desk } = await openDesk();
  const result = await desk.stageUpload({ fileName: 'broken.addin', bytes: new Uint8Array([1, 2, 3]), files: null });
  expect(result).toMatchObject({ ok: false, fileName: 'broken.addin', problem: { code: 'E_BAD_PACKAGE' } });
});

test('a package that does not wait any more', async () => {
  const { desk, stage } = await openDesk();
  const stageId = await stage('1.0.0');
  desk.discard(stageId);
  await expect(desk.install(stageId)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('an upgrade in place: process, catalog and policy move together', async () => {
  const { addins, catalog, install, judged, serving } = await openDesk();
  await install('1.0.0');
  await addins.start(ID);
  expect(await install('2.0.0')).toMatchObject({ version: '2.0.0', state: 'running', previousVersion: '1.0.0' });
  expect([serving(), catalog.get(ID)?.identity.version, judged.get(ID)]).toEqual(['2.0.0', '2.0.0', '2.0.0']);
});

test('an upgrade that fails moves none of them', async () => {
  const fixture = await openDesk({ '2.0.0': { activate: failing('no licence key') } });
  const { addins, catalog, install, judged, serving, launcher } = fixture;
  await install('1.0.0');
  await addins.start(ID);
  await expect(install('2.0.0')).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED', message: 'no licence key' });
  expect([serving(), catalog.get(ID)?.identity.version, judged.get(ID)]).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  await settle();
  expect(launcher.living).toHaveLength(1);
});

test('a catalog that cannot be written puts the process and the policy back', async () => {
  const { addins, catalog, install, judged, serving } = await openDesk();
  await install('1.0.0');
  await addins.start(ID);
  const { put } = catalog;
  catalog.put = failing('the disk is full');
  await expect(install('2.0.0')).rejects.toThrow('the disk is full');
  catalog.put = put;
  expect(judged.get(ID)).toBe('1.0.0');
  const back = new Promise((resolve) => addins.upgraded.on(resolve));
  await back;
  expect(serving()).toBe('1.0.0');
});

test('a first install that cannot be written leaves the policy without it', async () => {
  const { catalog, install, judged } = await openDesk();
  catalog.put = failing('the disk is full');
  await expect(install('1.0.0')).rejects.toThrow('the disk is full');
  expect(judged.has(ID)).toBe(false);
});

test('roll back, and roll back again', async () => {
  const { addins, desk, install, serving, judged } = await openDesk();
  await install('1.0.0');
  await expect(desk.rollBack(ID)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await addins.start(ID);
  await install('2.0.0');
  await desk.rollBack(ID);
  expect([serving(), judged.get(ID)]).toEqual(['1.0.0', '1.0.0']);
  await desk.rollBack(ID);
  expect(serving()).toBe('2.0.0');
});

test('a new version starts an add-in that had failed; that it fails too is no failed install', async () => {
  const { addins, install, serving } = await openDesk({
    '1.0.0': { activate: failing('a bug') },
    '2.0.0': { activate: failing('another bug') },
  });
  await install('1.0.0');
  await expect(addins.start(ID)).rejects.toThrow('a bug');
  const failedAgain = new Promise<void>((resolve) => {
    addins.changed.on(() => {
      if (addins.problem(ID)?.error.message === 'another bug') resolve();
    });
  });
  await install('2.0.0');
  await failedAgain;
  const started = new Promise<void>((resolve) => {
    addins.changed.on(() => {
      if (serving() === '3.0.0') resolve();
    });
  });
  await install('3.0.0');
  await started;
  expect(addins.problem(ID)).toBeUndefined();
});

test('switching off ends it and keeps it off; switching on starts nothing', async () => {
  const { addins, desk, install, launcher } = await openDesk();
  await install('1.0.0');
  await addins.start(ID);
  await desk.setEnabled(ID, false);
  expect([launcher.living, desk.list[0]?.state]).toEqual([[], 'disabled']);
  await install('2.0.0');
  await expect(addins.start(ID)).rejects.toMatchObject({ code: 'E_DISABLED' });
  await desk.setEnabled(ID, true);
  expect([launcher.living, desk.list[0]?.state]).toEqual([[], 'stopped']);
  await expect(desk.setEnabled('nobody', false)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('uninstall: the process, the row, and the data as the person chose', async () => {
  const { addins, catalog, desk, install, launcher, forgotten, judged } = await openDesk();
  await install('1.0.0');
  await addins.start(ID);
  await desk.uninstall(ID, true);
  expect([launcher.living, catalog.list(), forgotten, judged.size]).toEqual([[], [], [`${ID} true`], 0]);
  await expect(desk.uninstall(ID, true)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  // As new.
  await install('1.0.0');
  await addins.start(ID);
  expect(launcher.living).toHaveLength(1);
});

test('data that is kept is the data of the last moment', async () => {
  const { addins, desk, install, states } = await openDesk({ '1.0.0': { saveState: () => 'half a sentence' } });
  await install('1.0.0');
  await addins.start(ID);
  await desk.uninstall(ID, true);
  expect(states.get(ID)?.value).toBe('half a sentence');
});

test('uninstall during a start', async () => {
  const { addins, desk, install, launcher } = await openDesk({ '1.0.0': { activate: () => gate().promise } });
  await install('1.0.0');
  const start = expect(addins.start(ID)).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  // The copy is read from the disk before anything is started.
  await expect.poll(() => launcher.living.length).toBe(1);
  await desk.uninstall(ID, false);
  await start;
  expect([launcher.living, addins.domains]).toEqual([[], []]);
});

test('uninstall meets somebody who asks for the add-in: nothing of it runs afterwards', async () => {
  const { addins, desk, install, launcher, installer } = await openDesk();
  await install('1.0.0');
  await addins.start(ID);
  const { uninstall } = installer;
  installer.uninstall = async (id) => {
    await addins.start(ID);
    await uninstall.call(installer, id);
  };
  await desk.uninstall(ID, false);
  expect([launcher.living, addins.domains]).toEqual([[], []]);
});

test('uninstall during an upgrade ends both versions', async () => {
  const { addins, catalog, desk, install, launcher } = await openDesk({ '2.0.0': { activate: () => gate().promise } });
  await install('1.0.0');
  await addins.start(ID);
  const upgrade = expect(install('2.0.0')).rejects.toMatchObject({ code: 'E_UPGRADE_FAILED' });
  await expect.poll(() => launcher.living.length).toBe(2);
  await desk.uninstall(ID, false);
  await upgrade;
  expect([launcher.living, catalog.list(), addins.domains]).toEqual([[], [], []]);
});
