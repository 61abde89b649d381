import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

/**
 * Packs every sample with the command line tool, as an author would; the tool runs the host's checks over each.
 *
 *   node addins/samples/pack-all.ts [part of a name] [--out <folder>]
 */
const SAMPLES = dirname(fileURLToPath(import.meta.url));
const ROOT = join(SAMPLES, '..', '..');
const TOOL = join(ROOT, 'addins', 'cli', 'bulkhead.js');
const DEFAULT_TARGET = join(ROOT, 'out', 'samples');

const run = promisify(execFile);

interface PackedSample {
  /** Relative to the samples, for example `hostile/bad-start/v2`. */
  folder: string;
  file: string;
}

/** Every folder at or below this one that has a manifest. */
function findSamples(folder: string): string[] {
  if (existsSync(join(folder, 'addin.json'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => findSamples(join(folder, entry.name)))
    .sort();
}

/** `notes/v2` becomes `notes-2.0.0.addin`: the name and version of its manifest. Rejects with what the tool says. */
async function packSample(folder: string, target: string): Promise<PackedSample> {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'addin.json'), 'utf8')) as Record<string, string>;
  const file = join(target, `${name}-${version}.addin`);
  await run(process.execPath, [TOOL, 'pack', folder, '--out', file], { cwd: ROOT });
  return { folder: relative(SAMPLES, folder).replaceAll('\\', '/'), file };
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const target = values.out ?? DEFAULT_TARGET;
mkdirSync(target, { recursive: true });
for (const folder of findSamples(SAMPLES)) {
  if (!relative(SAMPLES, folder).includes(positionals[0] ?? '')) continue;
  const packed = await packSample(folder, target);
  process.stdout.write(`${packed.folder.padEnd(28)} ${relative(ROOT, packed.file)}\n`);
}
