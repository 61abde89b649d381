import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { bundleDomain, bundleSdk } from './build/guest-bundles.ts';
import { sourceStamp } from './build/source-stamp.ts';
import { verifyOutput } from './build/verify-output.ts';
import { runCommand } from './check/run-command.ts';
import { ROOT } from './runtime.ts';

const OUT = join(ROOT, 'out');
const STAMP = join(OUT, 'build-stamp');
/** A build takes seconds; a lock older than this belongs to one that was killed. */
const STALE_LOCK_MS = 60_000;

/** Builds when the sources are not those of the last complete build. Two builds at once wait for each other. */
export async function buildIfChanged({ force = false, quiet = false } = {}): Promise<void> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const lock = {
    lockfilePath: join(ROOT, '.cache', 'build.lock'),
    stale: STALE_LOCK_MS,
    retries: { retries: 120, factor: 1 },
  };
  const release = await lockfile.lock(ROOT, lock);
  try {
    const stamp = sourceStamp(ROOT);
    if (!force && readStamp() === stamp) return;
    rmSync(STAMP, { force: true });
    await build(quiet);
    // Last, so that a build that failed half-way is never taken for a complete one.
    writeFileSync(STAMP, stamp);
  } finally {
    await release();
  }
}

async function build(quiet: boolean): Promise<void> {
  const started = performance.now();
  const say = (text: string): unknown => quiet || process.stdout.write(text);
  say('Building ...');
  const result = await runCommand('electron-vite', ['build', '--logLevel', 'warn']);
  if (result.code !== 0) throw new Error(`electron-vite failed:\n${result.output}`);
  await bundleDomain();
  await bundleSdk();
  verifyOutput(OUT);
  say(` done in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

function readStamp(): string | undefined {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined;
}

if (import.meta.main) {
  await buildIfChanged({ force: process.argv.includes('--force') }).catch((error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
