import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../runtime.ts';
import { LAYERS, type Layer } from './layer-map.ts';
import { cruiserRules, layerOf } from './rules.ts';

type Tree = Readonly<Record<string, string>>;
/** By file, the names of the rules that its imports break. */
type Fired = Readonly<Record<string, readonly string[]>>;

mkdirSync(join(ROOT, '.cache'), { recursive: true });
// Inside the repository, so that planted package imports resolve as real ones do.
const scratch = mkdtempSync(join(ROOT, '.cache', 'planted-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function firedIn(tree: Tree): Promise<Fired> {
  const baseDir = mkdtempSync(join(scratch, 'tree-'));
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(baseDir, path)), { recursive: true });
    writeFileSync(join(baseDir, path), text);
  }
  const { output } = await cruise(
    ['.'],
    {
      baseDir,
      ruleSet: { forbidden: cruiserRules() },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: 'node_modules',
    },
    { conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  );
  if (typeof output === 'string') throw new Error(`expected a result object, got: ${output}`);
  const { violations } = output.summary;
  return Object.fromEntries(
    Object.keys(tree).map((file) => [
      file,
      violations.filter(({ from }) => from === file).map(({ rule }) => rule.name),
    ]),
  );
}

/** Files with one type-only import each, and an innocent file for each import to lead to. */
function plant(seeds: readonly Layer['planted'][]): Tree {
  const tree: Record<string, string> = {};
  for (const { file, imports } of seeds) {
    if (imports.startsWith('.')) tree[join(dirname(file), imports)] ??= 'export const thing = 1;\n';
  }
  for (const { file, imports } of seeds) {
    tree[file] = `import type { thing } from '${imports}';\nexport type Thing = typeof thing;\n`;
  }
  return tree;
}

/** The same import made by a test; Node's modules are a test's right, so those are swapped for a package nobody may use. */
function asTest({ name, planted }: Layer): Layer['planted'] {
  if (name.endsWith('dispatcher')) return { file: 'main/remoting/dispatcher.test.ts', imports: 'lightningcss' };
  const folder = name.endsWith('reconciler') ? 'addins/sdk/reconciler' : dirname(planted.file);
  return { file: `${folder}/bad.test.ts`, imports: 'lightningcss' };
}

const fired = await firedIn(plant(LAYERS.map((layer) => layer.planted)));
test.each(LAYERS)('$name: its planted import breaks that rule alone', ({ name, planted }) => {
  expect(layerOf(planted.file)?.name).toBe(name);
  expect(fired[planted.file]).toEqual([name]);
});

// The row of the tools forbids no package at all.
const WITH_TESTS = LAYERS.filter((layer) => !layer.oneFile && !layer.packages?.includes('.*'));
const firedByTests = await firedIn(plant(WITH_TESTS.map(asTest)));
test.each(WITH_TESTS)('$name: its tests are held to it as well', (layer) => {
  expect(firedByTests[asTest(layer).file]).toEqual([`${layer.name} (tests)`]);
});

test('a test may use its runner and temporary files', async () => {
  const file = 'main/policy/decide.test.ts';
  expect(
    await firedIn({ [file]: "import { test } from 'vitest';\nimport 'node:fs';\ntest('x', () => {});\n" }),
  ).toEqual({ [file]: [] });
});

test('a cycle is caught', async () => {
  const tree = { 'main/base/a.ts': "import './b.ts';\n", 'main/base/b.ts': "import './a.ts';\n" };
  expect(Object.values(await firedIn(tree)).flat()).toContain('no cycles');
});

test('types that name each other are no cycle', async () => {
  const tree = {
    'main/base/a.ts': "import type { B } from './b.ts';\nexport interface A { b: B }\n",
    'main/base/b.ts': "import type { A } from './a.ts';\nexport interface B { a: A }\n",
  };
  expect(Object.values(await firedIn(tree)).flat()).toEqual([]);
});

test('a file outside every layer is caught', async () => {
  const tree = plant([{ file: 'shared/bad.ts', imports: './other.ts' }]);
  expect(await firedIn(tree)).toMatchObject({ 'shared/bad.ts': ['no strays'] });
  expect(layerOf('shared/alone.ts')).toBeUndefined();
});

test('an import that leads nowhere is caught', async () => {
  const tree = { 'main/base/a.ts': "import './gone.ts';\n" };
  expect((await firedIn(tree))['main/base/a.ts']).toContain('no dead ends');
});

test('one sample may not import another', async () => {
  const file = 'addins/samples/notes/main.ts';
  expect(await firedIn(plant([{ file, imports: '../csv/main.ts' }]))).toMatchObject({ [file]: ['addins/samples'] });
  expect(await firedIn(plant([{ file, imports: './parts/list.ts' }]))).toMatchObject({ [file]: [] });
});
