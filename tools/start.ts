import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildIfChanged } from './build.ts';
import { ROOT, type Runtime } from './runtime.ts';
import { prepareRuntime } from './setup/prepare-runtime.ts';
import { hasDisplay } from './setup/system-packages.ts';

const RETRY = '--retry-electron';

/** Relative paths mean the folder in which the person typed `npm start`, not the repository root. */
function absolutePaths(args: readonly string[]): string[] {
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  return args.map((arg) => (arg.startsWith('-') ? arg : resolve(folder, arg)));
}

function commandLine(runtime: Runtime, args: readonly string[]): [string, ...string[]] {
  if (runtime.kind === 'stand-in') return [runtime.executablePath, ROOT, ...args];
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot)
    process.stdout.write('Running as root: Chromium only starts with --no-sandbox, so the window has no sandbox.\n');
  const electron = [runtime.executablePath, ...(asRoot ? ['--no-sandbox'] : []), ROOT, ...args];
  return hasDisplay() ? [electron[0] ?? '', ...electron.slice(1)] : ['xvfb-run', '-a', ...electron];
}

async function start(args: readonly string[]): Promise<number> {
  const runtime = await prepareRuntime({ retryElectron: args.includes(RETRY) });
  await buildIfChanged();
  const [program, ...programArgs] = commandLine(runtime, absolutePaths(args.filter((arg) => arg !== RETRY)));
  const child = spawn(program, programArgs, { cwd: ROOT, stdio: 'inherit' });
  // Ctrl+C reaches the application directly; this process waits for it to end by itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const { promise, resolve: ended } = Promise.withResolvers<number>();
  child.once('error', (error) => {
    process.stderr.write(`${program} could not be started: ${error.message}\n`);
    ended(1);
  });
  child.once('exit', (code) => ended(code ?? 1));
  return promise;
}

process.exitCode = await start(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
