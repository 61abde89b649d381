import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/**
 * Packs every sample with the command line tool, as an author would, into out/samples.
 *
 *   node addins/samples/pack-all.ts [part of a name]
 */
const SAMPLES = dirname(fileURLToPath(import.meta.url));
const ROOT = join(SAMPLES, '..', '..');
const TOOL = join(ROOT, 'addins', 'cli', 'bulkhead.js');
const TARGET = join(ROOT, 'out', 'samples');

const run = promisify(execFile);

export interface PackedSample {
  /** Relative to the samples, for example `hostile/bad-start/v2`. */
  folder: string;
  /** Absolute. */
  file: string;
}

/** Every folder below `folder` that has a manifest. */
export function findSamples(folder: string = SAMPLES): string[] {
  if (existsSync(join(folder, 'addin.json'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => findSamples(join(folder, entry.name)))
    .sort();
}

/** `notes/v2` becomes `notes-2.0.0.addin`: the name and version of its manifest. Rejects with what the tool says. */
export async function packSample(folder: string, target: string = TARGET): Promise<PackedSample> {
  mkdirSync(target, { recursive: true });
  const name = relative(SAMPLES, folder);
  const file = join(target, `${name.replaceAll(/[\\/]/g, '-').replace(/^hostile-/, '')}.addin`);
  await run(process.execPath, [TOOL, 'pack', folder, '--out', file], { cwd: ROOT }).catch((thrown: Error) => {
    throw new Error(`${name} was not packed: ${thrown.message}`);
  });
  return { folder: name, file };
}

/** Packs all samples whose folder holds `part`. */
export async function packAll(part = ''): Promise<PackedSample[]> {
  if (part === '') rmSync(TARGET, { recursive: true, force: true });
  const packed: PackedSample[] = [];
  for (const folder of findSamples()) {
    if (relative(SAMPLES, folder).includes(part)) packed.push(await packSample(folder));
  }
  return packed;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { folder, file } of await packAll(process.argv[2])) {
    process.stdout.write(`${folder.padEnd(28)} ${join('out', 'samples', basename(file))}\n`);
  }
}
