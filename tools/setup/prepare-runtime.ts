import { spawnSync } from 'node:child_process';
import { findRuntime, RUNTIME_VARIABLE, type Runtime } from '../runtime.ts';
import { tryToGetElectron } from './electron-download.ts';
import { findSystemNeeds, hasDisplay, installSystemPackages } from './system-packages.ts';

const PROBE_LIMIT_MS = 15_000;

/** Finds a runtime, fetching or installing what is missing, and says in one line which one and why. */
export async function prepareRuntime({ retryElectron = false } = {}): Promise<Runtime> {
  const note = await tryToGetElectron({ retry: retryElectron });
  if (note) say(note);
  const runtime = usable(findRuntime());
  const needs = findSystemNeeds(runtime);
  const refused = installSystemPackages(needs);
  if (refused) {
    throw new Error(`Missing: ${needs.missing.join(', ')}. Run this, then try again:\n  ${refused.command}`);
  }
  say(runtime.reason);
  if (!hasDisplay()) say('No display: a hidden one (Xvfb) is used. To see the window as pictures: npm run shots');
  return runtime;
}

/** A binary without its system libraries cannot run: fall back rather than fail at the first window. */
function usable(runtime: Runtime): Runtime {
  if (runtime.kind !== 'electron') return runtime;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const probe = spawnSync(runtime.executablePath, ['-p', '1'], { env, timeout: PROBE_LIMIT_MS, encoding: 'utf8' });
  if (probe.status === 0) return runtime;
  const why = probe.error?.message ?? probe.stderr.trim().split('\n').at(-1) ?? 'no reason given';
  say(`The Electron binary at ${runtime.executablePath} does not start here: ${why}`);
  // Everything started from here on makes the same choice.
  process.env[RUNTIME_VARIABLE] = 'stand-in';
  return findRuntime();
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
