import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIfChanged } from './build.ts';
import { ROOT } from './runtime.ts';
import { prepareRuntime } from './setup/prepare-runtime.ts';

/** Runs bench/run.ts with the same set-up as everything else. `npm run -s bench -- --json` prints JSON lines only. */
await prepareRuntime();
await buildIfChanged({ quiet: true });
const script = join(ROOT, 'bench', 'run.ts');
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
