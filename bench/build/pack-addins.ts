import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../../addins/cli/build-package.ts';
import { writeArchive } from '../../main/packages/archive-writer.ts';
import { ROOT } from '../../tools/runtime.ts';
import { BENCH, packageFile } from './bench-files.ts';

const SOURCES = join(ROOT, 'bench', 'addin');
const ENTRIES = ['src/first.tsx', 'src/second.tsx'];

/** Packs `count` versions of the bench add-in by the code behind `bulkhead pack`, each with its own number. */
export async function packAddins(count: number): Promise<void> {
  const folder = join(BENCH.addins, 'source');
  mkdirSync(BENCH.addins, { recursive: true });
  cpSync(SOURCES, folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(SOURCES, 'addin.json'), 'utf8')) as object;
  for (let number = 0; number < count; number++) {
    writeFileSync(join(folder, 'addin.json'), JSON.stringify({ ...manifest, version: `1.0.${number}` }));
    const files = await buildPackage({ folder, entry: ENTRIES[number % ENTRIES.length], minify: true });
    writeFileSync(packageFile(number), await writeArchive(files));
  }
}
