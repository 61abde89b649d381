import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const sourceRoot = new URL('../', import.meta.url);
const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/standin/', import.meta.url));
const relativeImport = /^(?:import|export) [^;]*? from '\.[^']*';$/gms;
const packageImport = /^import [^;]*? from '[^.'][^']*';$/gms;

export interface ScriptBundle {
  readonly text: string;
  /** Where the text is kept, so that a process can be started with it. */
  readonly path: string;
}

/**
 * Several sources as one script without types: for the isolated world of a page, which has no modules, and for utility
 * processes, whose start would otherwise be spent on stripping types. The order of the files is that of their
 * dependencies; names must be unique among them.
 */
export function bundleScripts(name: string, files: readonly string[]): ScriptBundle {
  const sources = files.map((file) => readFileSync(new URL(file, sourceRoot), 'utf8'));
  const hash = createHash('sha256').update(sources.join('\0')).digest('hex').slice(0, 16);
  const path = `${cacheFolder}${name}-${hash}.mjs`;
  const text = readCached(path) ?? write(path, join(sources));
  return { text, path };
}

function join(sources: readonly string[]): string {
  const plain = sources.map((source) => stripTypeScriptTypes(source).replace(relativeImport, ''));
  const imports = new Set(plain.flatMap((source) => source.match(packageImport) ?? []));
  const bodies = plain.map((source) =>
    source
      .replace(packageImport, '')
      .replace(/^export /gm, '')
      .trim(),
  );
  return [...imports, ...bodies, ''].join('\n');
}

function readCached(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function write(path: string, text: string): string {
  mkdirSync(cacheFolder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
  return text;
}
