import { mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAtomically } from '../../../main/base/atomic-file.ts';
import { readManifest } from '../../../main/packages/manifest-check.ts';
import { BulkheadError } from '../../protocol/errors.ts';
import { MANIFEST_FILE } from '../../protocol/manifest.ts';
import type { CommandInput } from '../command.ts';
import { hostVersion } from '../host-version.ts';
import { type TemplateOptions, templateFiles } from '../template.ts';

export async function create({ positionals, texts, output }: CommandInput): Promise<void> {
  const argument = positionals[0] ?? '';
  const folder = path.resolve(argument);
  const name = texts['name'] ?? nameFrom(path.basename(folder));
  const files = templateFiles({ name, hostRange: `^${hostVersion()}`, ...typeFiles(folder) });
  // A name that cannot be packed is refused before anything is written.
  readManifest(new Map([[MANIFEST_FILE, Buffer.from(files.get(MANIFEST_FILE) ?? '')]]));
  await assertEmpty(folder);
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeAtomically(path.join(folder, file), text);
  }
  output.result(
    [`Created ${name} in ${folder}`, 'Next:', `  bulkhead dev ${argument}`, `  bulkhead pack ${argument}`],
    { folder, name, files: [...files.keys()] },
  );
}

/** A folder's name with what a package's name may not hold left out. */
function nameFrom(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, '')
    .replace(/\.{2,}/g, '.');
  return name === '' ? 'my-addin' : name;
}

async function assertEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw new BulkheadError('E_IO', { message: `"${folder}" cannot be used: ${thrown.message}`, cause: thrown });
  });
  if (entries.length === 0) return;
  throw new BulkheadError('E_IO', { message: `"${folder}" is not empty. Name a new folder.` });
}

/** The SDK's own sources carry its types; React's come with the tool. Written relative, so that both may move together. */
function typeFiles(folder: string): Pick<TemplateOptions, 'paths' | 'environment'> {
  const require = createRequire(import.meta.url);
  const relative = (file: string): string => path.relative(folder, file).split(path.sep).join('/');
  const sdk = fileURLToPath(new URL('../../sdk/', import.meta.url));
  const paths: Record<string, string> = { '@bulkhead/sdk': relative(path.join(sdk, 'index.ts')) };
  try {
    const react = path.dirname(require.resolve('@types/react/package.json'));
    paths['react'] = relative(path.join(react, 'index.d.ts'));
    paths['react/jsx-runtime'] = relative(path.join(react, 'jsx-runtime.d.ts'));
  } catch {
    // An editor then shows no types for React; packing needs none.
  }
  return { paths, environment: relative(path.join(sdk, 'environment.d.ts')) };
}
