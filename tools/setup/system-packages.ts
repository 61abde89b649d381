import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from '../../standin/chromium/find-chromium.ts';
import type { Runtime } from '../runtime.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The window's text needs one ordinary family, and add-ins may show any script. */
const FONTS = ['fonts-liberation', 'fonts-dejavu-core', 'fonts-noto-color-emoji'];

export interface SystemNeeds {
  /** Debian package names, empty when nothing is missing. */
  readonly packages: readonly string[];
  /** What the packages are for, in words. */
  readonly missing: readonly string[];
}

/** What the runtime needs from the system and does not find. Looks only. */
export function findSystemNeeds(runtime: Runtime, env: Environment = process.env): SystemNeeds {
  if (process.platform !== 'linux') return { packages: [], missing: [] };
  const packages: string[] = [];
  const missing: string[] = [];
  if (runtime.kind === 'stand-in' && !hasBrowser()) {
    packages.push('chromium', ...FONTS);
    missing.push('Chromium');
  }
  const screenProgram = runtime.kind === 'electron' ? 'xvfb-run' : 'Xvfb';
  if (!hasDisplay(env) && !findProgram(screenProgram, env)) {
    packages.push('xvfb', 'xauth');
    missing.push('a screen (none is attached, so Xvfb has to bring one)');
  }
  return { packages, missing };
}

/** Asks the stand-in itself, so that both never disagree about what counts. */
function hasBrowser(): boolean {
  try {
    findChromium();
    return true;
  } catch {
    return false;
  }
}

export function hasDisplay(env: Environment = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['BULKHEAD_HEADLESS']);
}

/** Debian or Ubuntu as root: installs. Anything else: answers the command that a person has to run. */
export function installSystemPackages({ packages, missing }: SystemNeeds): { readonly command: string } | undefined {
  if (packages.length === 0) return undefined;
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const command = isDebianLike() ? `sudo sh -c 'apt-get update && ${install}'` : byHand(packages);
  if (!isDebianLike() || process.getuid?.() !== 0) return { command };
  process.stderr.write(`Missing: ${missing.join(', ')}. Installing ${packages.join(' ')} with apt ...\n`);
  const done = apt(['update', '-qq']) && apt(install.split(' ').slice(1));
  return done ? undefined : { command };
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // apt's own lines are the progress; they go to stderr so that stdout stays readable for scripts.
  return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

function byHand(packages: readonly string[]): string {
  const wanted = packages.includes('chromium') ? 'Chromium' : '';
  const screen = packages.includes('xvfb') ? 'Xvfb' : '';
  return `install ${[wanted, screen].filter(Boolean).join(' and ')} with your system's package manager`;
}

function isDebianLike(): boolean {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(text);
  } catch {
    return false;
  }
}

function findProgram(name: string, env: Environment): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
