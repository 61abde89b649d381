import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../runtime.ts';

const WAYS_TO_IMPORT = {
  value: "import { app } from 'electron';\napp.quit();\n",
  type: "import type { App } from 'electron';\nexport type A = App;\n",
  require: "const { app } = require('electron');\napp.quit();\n",
};
const FORBIDDEN = [
  'main/policy/decide',
  'main/domains/generation',
  'main/bridge/files',
  'renderer/app',
  'addins/runtime/loader',
  'addins/samples/notes/main',
  'tools/build',
];
const ALLOWED = ['preload/preload', 'main/shell/window', 'standin/main/app', 'e2e/install'];
const ALLOWED_ONE_FILE = ['main/domains/utility-launcher', 'main/main'];

/** Lints the files in a folder of their own under the repository's rules; answers the complaints as text. */
function lint(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-lint-'));
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  const own = { ...config, vcs: { enabled: false }, $schema: undefined };
  for (const [path, text] of Object.entries({ ...files, 'biome.json': JSON.stringify(own) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  return stdout + stderr;
}

test.each(Object.entries(WAYS_TO_IMPORT))('electron is named in the named files only: %s', (_way, text) => {
  const paths = [...FORBIDDEN, ...ALLOWED, ...ALLOWED_ONE_FILE].map((path) => `${path}.ts`);
  const complaints = lint(Object.fromEntries(paths.map((path) => [path, text])));
  const named = paths.filter((path) => new RegExp(`^${path}:\\S+ \\S+/noRestrictedImports`, 'm').test(complaints));
  expect(named.sort()).toEqual(FORBIDDEN.map((path) => `${path}.ts`).sort());
});
