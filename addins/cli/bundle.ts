import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { findProblem } from '../../main/packages/script-check.ts';
import { BulkheadError } from '../protocol/errors.ts';
import { escapeRefusedTexts } from './escape-texts.ts';

export interface BundleOptions {
  /** Root of the add-in's sources; messages name files relative to it. */
  folder: string;
  /** Absolute path of the first source file. */
  entry: string;
  minify: boolean;
}

/** What the host gives to every add-in; everything else must be in the package. */
export const GIVEN_MODULES: readonly string[] = ['react', 'react/jsx-runtime', '@bulkhead/sdk'];

/** Bundles an add-in's sources into one classic script. Throws E_BUILD with every problem, by file and line. */
export async function bundle(options: BundleOptions): Promise<Uint8Array> {
  const problems: string[] = [];
  try {
    await using build = await rolldown({
      input: options.entry,
      cwd: options.folder,
      platform: 'neutral',
      resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'module', 'default'] },
      transform: {
        jsx: { runtime: 'automatic', development: false },
        define: { 'process.env.NODE_ENV': '"production"' },
      },
      plugins: [onlyGivenModules(options.folder, problems)],
      onLog: (_level, log) => noteLog(log, options.folder, problems),
    });
    const { output } = await build.generate({
      format: 'cjs',
      exports: 'named',
      codeSplitting: false,
      sourcemap: false,
      minify: options.minify,
      comments: false,
    });
    const script = escapeRefusedTexts(output[0].code);
    if (findProblem(script)) problems.push(...lateImports(output[0].moduleIds, options.folder));
    if (problems.length > 0) throw buildError(problems);
    return new TextEncoder().encode(script);
  } catch (thrown) {
    if (thrown instanceof BulkheadError) throw thrown;
    throw buildError(problems.length > 0 ? problems : bundlerProblems(thrown, options.folder));
  }
}

/** Lets the given modules through, and notes every import that nothing can answer when the add-in runs. */
function onlyGivenModules(folder: string, problems: string[]): Plugin {
  return {
    name: 'only-given-modules',
    async resolveId(source, importer, { kind }) {
      if (GIVEN_MODULES.includes(source)) return { id: source, external: true };
      if (importer === undefined) return null;
      const reason = await importProblem(source, async () => {
        const found = await this.resolve(source, importer, { skipSelf: true, kind });
        return found !== null && !found.external;
      });
      if (reason === undefined) return null;
      problems.push(`${placeOf(source, importer, folder)}: ${reason}`);
      return { id: source, external: true };
    },
  };
}

async function importProblem(source: string, resolves: () => Promise<boolean>): Promise<string | undefined> {
  if (isBuiltin(source)) return `"${source}" belongs to Node; an add-in asks the host through @bulkhead/sdk instead`;
  if (/^react-dom(\/|$)/.test(source)) return `"${source}" needs a page; use the components of @bulkhead/sdk`;
  if (/^(react|@bulkhead\/sdk)\//.test(source))
    return `"${source}" is not given to add-ins; use ${GIVEN_MODULES.join(', ')}`;
  return (await resolves()) ? undefined : `"${source}" was not found`;
}

/** `src/main.tsx:3`, the first line that names the module. */
function placeOf(source: string, importer: string, folder: string): string {
  const file = path.relative(folder, importer);
  try {
    const lines = readFileSync(importer, 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(`'${source}'`) || text.includes(`"${source}"`));
    return line < 0 ? file : `${file}:${line + 1}`;
  } catch {
    return file;
  }
}

/** Warnings of the bundler are about its own concerns, but for one: a value that would silently be empty. */
function noteLog(
  log: { code?: string; loc?: { file?: string; line: number } },
  folder: string,
  problems: string[],
): void {
  if (log.code !== 'EMPTY_IMPORT_META' || !log.loc?.file) return;
  const place = `${path.relative(folder, log.loc.file)}:${log.loc.line}`;
  problems.push(`${place}: import.meta is not known to an add-in; it is one script without an address`);
}

/** `import(name)` with a name that only the running program knows: where in the sources it is. */
function lateImports(modules: readonly string[], folder: string): string[] {
  return modules.filter(existsSync).flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((text) => /\bimport\s*\(\s*[^\s'"]/.test(text));
    const place = `${path.relative(folder, file)}:${line + 1}`;
    return line < 0
      ? []
      : [`${place}: import() works only with the name of a module in quotes, and a member cannot have that name`];
  });
}

interface BundlerProblem {
  message?: string;
  id?: string;
  loc?: { file?: string; line: number };
}

/** The bundler's own errors, first lines only: the rest is a picture of the code in colours. */
function bundlerProblems(thrown: unknown, folder: string): string[] {
  const { errors } = thrown as { errors?: BundlerProblem[] };
  const list = errors && errors.length > 0 ? errors : [thrown as BundlerProblem];
  return list.map(({ message, id, loc }) => {
    const file = loc?.file ?? id;
    const place = file ? `${path.relative(folder, file)}${loc ? `:${loc.line}` : ''}: ` : '';
    return `${place}${plainText(message ?? String(thrown))}`;
  });
}

function plainText(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are written with a control character
  const lines = message.replace(/\u001b\[[\d;]*m/g, '').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 3)
    .join(' ')
    .trim();
}

function buildError(problems: readonly string[]): BulkheadError {
  const first = /^([^:]+):(\d+):/.exec(problems[0] ?? '');
  const detail = first ? { file: first[1] ?? '', line: Number(first[2]) } : {};
  return new BulkheadError('E_BUILD', { message: problems.join('\n'), detail });
}
