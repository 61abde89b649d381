import { writeSync } from 'node:fs';
import path from 'node:path';
import { openCatalog } from '../catalog.ts';
import { Installer } from '../installer.ts';
import { ShadowStore } from '../shadow-store.ts';
import { HOST_VERSION, samplePackage } from './sample-package.ts';

/**
 * A host that only installs: `install-child.ts <folder> <version> <moment>`. It says each step on its
 * output, and stops for ever at the moment, where the test kills it.
 */
const [folder = '', version = '', moment = 'never'] = process.argv.slice(2);
const files = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`assets/${index}.txt`, `${version} ${index}`]),
);

const store = new ShadowStore(path.join(folder, 'shadow'));
await store.open();
const { catalog } = openCatalog(path.join(folder, 'catalog.sqlite'));
const installer = new Installer({ catalog, store, hostVersion: HOST_VERSION });
const bytes = samplePackage({ manifest: { version }, files });
const stage = await installer.stage({ kind: 'bytes', fileName: 'sample.addin', bytes });
say('staged');
await installer.install(stage.stageId, { onProgress: ({ step, fraction }) => say(`${step} ${fraction}`) });

function say(text: string): void {
  writeSync(process.stdout.fd, `${text}\n`);
  // Not even a timer may go on.
  if (text.startsWith(moment)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
