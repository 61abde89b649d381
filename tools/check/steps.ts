import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from '../build.ts';
import { layerOf } from '../layers/rules.ts';
import { ROOT } from '../runtime.ts';
import { agreeWithExitCode, type Counts, fromPlaywright, fromVitest, ONE_FAILED, sum } from './counts.ts';
import { runCommand } from './run-command.ts';

export interface StepResult extends Counts {
  /** Shown when something failed. */
  readonly output: string;
}

export interface Step {
  readonly name: string;
  readonly group: 'check' | 'unit' | 'conformance' | 'build' | 'e2e';
  /** Its own lines are shown while it runs: for steps that take minutes. */
  readonly live?: true;
  run(args: readonly string[]): Promise<StepResult>;
}

const REPORTS = join(ROOT, '.cache', 'reports');
const ONE_PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const TYPE_CONFIGS = globSync('tsconfig.*.json', { cwd: ROOT })
  .filter((name) => name !== 'tsconfig.base.json')
  .sort();
const SOURCE_FILES = '{addins,bench,e2e,main,preload,renderer,standin,tools}/**/*.{ts,tsx}';
const SOURCE_FOLDERS = ['addins', 'bench', 'e2e', 'main', 'preload', 'renderer', 'standin', 'tools'];

/** Everything that `npm test` runs, in this order: what is quick and what explains later failures goes first. */
export const STEPS: readonly Step[] = [
  command('formatting', ['biome', 'format', '.']),
  command('lint', ['biome', 'check', '--formatter-enabled=false', '--error-on-warnings', '.']),
  command('promises', ['oxlint', '--type-aware', '.']),
  { name: 'types', group: 'check', run: checkTypes },
  { name: 'layer rules', group: 'check', run: checkLayers },
  command('unused code', ['knip', '--no-progress']),
  { name: 'unit', group: 'unit', run: (args) => vitest('unit', ['vitest.config.ts', ...args]) },
  { name: 'build', group: 'build', run: build },
  {
    name: 'conformance',
    group: 'conformance',
    run: (args) => vitest('conformance', ['vitest.conformance.config.ts', ...args]),
  },
  { name: 'e2e', group: 'e2e', live: true, run: e2e },
];

/** A program of node_modules/.bin that counts as one check. */
function command(name: string, [program = '', ...args]: readonly string[]): Step {
  const run = async (): Promise<StepResult> => {
    const { code, output } = await runCommand(program, args);
    return { ...(code === 0 ? ONE_PASSED : ONE_FAILED), output };
  };
  return { name, group: 'check', run };
}

/** Each runtime is compiled alone, with only its own globals. */
async function checkTypes(): Promise<StepResult> {
  const results: StepResult[] = [];
  for (const config of TYPE_CONFIGS) {
    const { code, output } = await runCommand('tsc', ['-p', config, '--pretty', 'false']);
    results.push({ ...(code === 0 ? ONE_PASSED : ONE_FAILED), output: code === 0 ? '' : `${config}\n${output}` });
  }
  return { ...sum(results), output: results.map(({ output }) => output).join('') };
}

async function checkLayers(): Promise<StepResult> {
  const folders = SOURCE_FOLDERS.filter((folder) => globSync(folder, { cwd: ROOT }).length > 0);
  const { code, output } = await runCommand('depcruise', ['--config', '.dependency-cruiser.cjs', ...folders]);
  const strays = findStrays();
  const imports = code === 0 ? ONE_PASSED : ONE_FAILED;
  const places = strays.length === 0 ? ONE_PASSED : ONE_FAILED;
  const strayLines = strays.map(
    (path) => `  ${path} is in no layer: move it or give it a row in tools/layers/layer-map.ts`,
  );
  return { ...sum([imports, places]), output: [output, ...strayLines].join('\n') };
}

/** A file that imports nothing and is imported by nothing never reaches the import rules. */
function findStrays(): string[] {
  const files = globSync(SOURCE_FILES, { cwd: ROOT, exclude: ['**/node_modules'] });
  return files.map((path) => path.replaceAll('\\', '/')).filter((path) => layerOf(path) === undefined);
}

async function build(): Promise<StepResult> {
  try {
    await buildIfChanged({ quiet: true });
    return { ...ONE_PASSED, output: '' };
  } catch (error) {
    return { ...ONE_FAILED, output: error instanceof Error ? error.message : String(error) };
  }
}

async function vitest(name: string, [config = '', ...args]: readonly string[]): Promise<StepResult> {
  const file = freshReport(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await runCommand('vitest', ['run', '--config', config, ...reporters, ...args]);
  return { ...countsFrom(file, { code, count: fromVitest }), output };
}

async function e2e(args: readonly string[]): Promise<StepResult> {
  const file = freshReport('e2e');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { code, output } = await runCommand('playwright', ['test', '--project=e2e', '--reporter=list,json', ...args], {
    env,
    live: true,
  });
  return { ...countsFrom(file, { code, count: fromPlaywright }), output };
}

/** An old report must never be read as the answer of a run that wrote none. */
function freshReport(name: string): string {
  mkdirSync(REPORTS, { recursive: true });
  const file = join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function countsFrom<Report>(
  file: string,
  { code, count }: { readonly code: number; readonly count: (report: Report) => Counts },
): Counts {
  try {
    return agreeWithExitCode(count(JSON.parse(readFileSync(file, 'utf8'))), code);
  } catch {
    return ONE_FAILED;
  }
}
