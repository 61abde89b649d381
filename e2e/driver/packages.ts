import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../tools/runtime.ts';

const run = promisify(execFile);

const SAMPLES = join(ROOT, 'out', 'samples');
const OWN = join(ROOT, 'out', 'e2e-addins');
const OWN_SOURCES = join(ROOT, 'e2e', 'addins');
const CLI = join(ROOT, 'addins', 'cli', 'bulkhead.js');

/** Makes the packages as an author would: with the command-line tool. */
export async function packSamples(): Promise<void> {
  await run(process.execPath, [join(ROOT, 'addins', 'samples', 'pack-all.ts')], { cwd: ROOT });
  mkdirSync(OWN, { recursive: true });
  const names = globSync('*/addin.json', { cwd: OWN_SOURCES }).map((file) => file.slice(0, -'/addin.json'.length));
  for (const name of names) await packAddin(join(OWN_SOURCES, name), join(OWN, `${name}.addin`));
}

/** Packs a test add-in with another version and whatever files a test puts into `folder` besides. */
export async function packVariant(name: string, version: string, folder: string): Promise<string> {
  cpSync(join(OWN_SOURCES, name), folder, { recursive: true });
  const file = join(folder, 'addin.json');
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...(manifest as object), version }));
  return packAddin(folder, `${folder}.addin`);
}

/** Packs one folder of sources into `file`. Throws with the words of the tool. */
async function packAddin(folder: string, file: string): Promise<string> {
  await run(process.execPath, [CLI, 'pack', folder, '--out', file], { cwd: ROOT });
  return file;
}

/** The file of a bundled sample, such as "notes-2.0.0". */
export function sample(name: string): string {
  return existing(join(SAMPLES, `${name}.addin`));
}

/** The file of an add-in that exists for tests only, below e2e/addins. */
export function testAddin(name: string): string {
  return existing(join(OWN, `${name}.addin`));
}

function existing(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} was not packed.`);
  return file;
}
