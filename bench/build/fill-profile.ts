import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profilePaths } from '../../main/bridge/profile-paths.ts';
import { openCatalog } from '../../main/packages/catalog.ts';
import { Installer } from '../../main/packages/installer.ts';
import { ShadowStore } from '../../main/packages/shadow-store.ts';
import { BENCH } from './bench-files.ts';

/** Installs `count` small add-ins into a profile by the host's own code, as if each had been dropped on the window. */
export async function fillProfile(userData: string, count: number): Promise<void> {
  const paths = profilePaths(userData);
  mkdirSync(paths.profile, { recursive: true });
  const { catalog } = openCatalog(paths.catalog);
  const store = new ShadowStore(paths.shadowCopies);
  await store.open();
  const { version } = JSON.parse(readFileSync(join(BENCH.windowApp, 'package.json'), 'utf8')) as { version: string };
  const installer = new Installer({ catalog, store, hostVersion: version });
  for (let number = 0; number < count; number++) {
    const { stageId } = await installer.stage({
      kind: 'files',
      fileName: `small-${number}`,
      files: smallPackage(number),
    });
    await installer.install(stageId);
  }
  catalog.close();
}

/** A manifest as people write them, with a view, a command and permissions, and a short script. */
function smallPackage(number: number): { path: string; bytes: Uint8Array }[] {
  const manifest = {
    name: `bench.tool-${number}`,
    version: '1.2.3',
    displayName: `Tool ${number}`,
    publisher: 'Bench',
    description: `One of many add-ins that are installed and do not run (number ${number}).`,
    main: 'main.js',
    engines: { host: '>=0.1.0' },
    views: [{ id: 'main', title: `Tool ${number}` }],
    commands: [{ id: 'go', title: 'Go', view: 'main' }],
    permissions: [{ name: 'ui.view' }, { name: 'storage.kv' }, { name: 'log.write' }],
  };
  const script = `module.exports = { default: { views: { main: () => null }, commands: { go: () => ${number} } } };`;
  return [
    { path: 'addin.json', bytes: Buffer.from(JSON.stringify(manifest)) },
    { path: 'main.js', bytes: Buffer.from(script) },
  ];
}
