import { buildIfChanged } from './build.ts';
import { runCommand } from './check/run-command.ts';
import { prepareRuntime } from './setup/prepare-runtime.ts';

/** Takes a picture of every screen, light and dark, in two window sizes, into e2e/.shots. */
await prepareRuntime();
await buildIfChanged();
const args = ['test', '--project=shots', '--reporter=list', ...process.argv.slice(2)];
const { code } = await runCommand('playwright', args, { live: true });
process.stdout.write(code === 0 ? 'The pictures are in e2e/.shots.\n' : 'Not every picture could be taken.\n');
process.exitCode = code;
