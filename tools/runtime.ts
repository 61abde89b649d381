import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Repository root; every tool works from here whatever folder it is called in. */
export const ROOT = resolve(import.meta.dirname, '..');

export interface Runtime {
  readonly kind: 'electron' | 'stand-in';
  /** Absolute path of the program to start with the application's folder as its first argument. */
  readonly executablePath: string;
  /** A sentence for people: which runtime this is and why it was chosen. */
  readonly reason: string;
}

export interface RuntimeQuestion {
  readonly root?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
}

type Answer = Required<RuntimeQuestion>;
type Found = { readonly executablePath: string; readonly because: string };

/** Set to `electron` or `stand-in` to skip the search, for instance to compare both on one machine. */
export const RUNTIME_VARIABLE = 'BULKHEAD_RUNTIME';

/**
 * Which program runs the application: an Electron binary if there is one, else the stand-in. Looks only, never fetches.
 * @throws Error when BULKHEAD_RUNTIME asks for an Electron binary that is not there
 */
export function findRuntime(question: RuntimeQuestion = {}): Runtime {
  const answer: Answer = { root: ROOT, env: process.env, platform: process.platform, ...question };
  const wish = answer.env[RUNTIME_VARIABLE];
  if (wish === 'stand-in') return standIn(answer, `${RUNTIME_VARIABLE} asks for it`);
  const electron = findElectron(answer);
  if (electron) {
    const { executablePath, because } = electron;
    return { kind: 'electron', executablePath, reason: `Runtime: Electron (${because}: ${executablePath}).` };
  }
  if (wish === 'electron') throw new Error(`${RUNTIME_VARIABLE}=electron, but there is no Electron binary here.`);
  return standIn(answer, 'there is no Electron binary here');
}

/** Whether the environment already settles which Electron to use, so that fetching one would be against its will. */
export function isRuntimeSettled(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return Boolean(env[RUNTIME_VARIABLE] || env['ELECTRON_EXEC_PATH'] || env['ELECTRON_OVERRIDE_DIST_PATH']);
}

function standIn({ root }: Answer, because: string): Runtime {
  const executablePath = join(root, 'standin', 'bin', 'electron');
  return { kind: 'stand-in', executablePath, reason: `Runtime: the stand-in on the system's Chromium (${because}).` };
}

function findElectron(answer: Answer): Found | undefined {
  // What somebody has set by hand goes before what happens to be installed.
  return fromExecPath(answer) ?? fromOverride(answer) ?? fromPackage(answer);
}

function fromExecPath({ env }: Answer): Found | undefined {
  const executablePath = env['ELECTRON_EXEC_PATH'];
  if (!executablePath || !existsSync(executablePath)) return undefined;
  return { executablePath: resolve(executablePath), because: 'from ELECTRON_EXEC_PATH' };
}

function fromOverride({ env, platform }: Answer): Found | undefined {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return undefined;
  const executablePath = resolve(folder, executableName(platform));
  return existsSync(executablePath) ? { executablePath, because: 'from ELECTRON_OVERRIDE_DIST_PATH' } : undefined;
}

/** The package writes path.txt last, so a download that was cut short is not mistaken for a binary. */
function fromPackage({ root }: Answer): Found | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const name = readText(join(folder, 'path.txt'));
  const version = readText(join(folder, 'dist', 'version'))?.replace(/^v/, '');
  if (!name || !version || version !== versionOf(folder)) return undefined;
  const executablePath = join(folder, 'dist', name);
  return existsSync(executablePath) ? { executablePath, because: `version ${version}, installed` } : undefined;
}

function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

function versionOf(packageFolder: string): string | undefined {
  const text = readText(join(packageFolder, 'package.json'));
  const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('version' in parsed)) return undefined;
  return typeof parsed.version === 'string' ? parsed.version : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
