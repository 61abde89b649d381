import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../runtime.ts';

/** What the linter says about a file of that name which imports electron. The file need not exist. */
function lint(path: string, input: string): string {
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const args = ['lint', '--only=style/noRestrictedImports', `--stdin-file-path=${path}`];
  const { stdout, stderr } = spawnSync(biome, args, { cwd: ROOT, input, encoding: 'utf8' });
  return stdout + stderr;
}

const IMPORTS = [
  "import { app } from 'electron';\napp.quit();\n",
  "import type { App } from 'electron';\nexport type A = App;\n",
  "const { app } = require('electron');\napp.quit();\n",
];
const FORBIDDEN = [
  'main/policy/decide.ts',
  'main/domains/generation.ts',
  'main/bridge/files.ts',
  'renderer/app.tsx',
  'addins/runtime/loader.ts',
  'addins/samples/notes/main.tsx',
  'tools/build.ts',
];
const ALLOWED = [
  'preload/preload.ts',
  'main/shell/window.ts',
  'main/domains/utility-launcher.ts',
  'main/main.ts',
  'standin/main/app.ts',
  'e2e/install.spec.ts',
];

test.each(FORBIDDEN)('%s may not import electron', (path) => {
  for (const text of IMPORTS) expect(lint(path, text)).toContain('utility-launcher.ts');
});

test.each(ALLOWED)('%s may import electron', (path) => {
  for (const text of IMPORTS) expect(lint(path, text)).not.toContain('noRestrictedImports');
});
