import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface LaunchOptions {
  /** The application's folder: where its package.json is. */
  readonly appPath: string;
  readonly entry: string;
  readonly name: string;
  readonly version: string;
  readonly userData: string | undefined;
  readonly inspectPort: number | undefined;
  readonly remoteDebuggingPort: string | undefined;
  /** Switches meant for Chromium. */
  readonly switches: readonly string[];
  /** As process.argv has them in Electron, without the executable. */
  readonly arguments: readonly string[];
}

interface AppManifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

const defaultInspectPort = 9229;

/** @throws {Error} when the arguments name no application. */
export function parseLaunchOptions(args: readonly string[]): LaunchOptions {
  const at = args.findIndex((argument) => !argument.startsWith('-'));
  const target = args[at];
  if (target === undefined) throw new Error('usage: electron [switches] <app folder or main script> [arguments]');
  const switches = args.slice(0, at);
  const inspect = switchValue(switches, 'inspect');
  const location = locateApp(resolve(target));
  return {
    ...location,
    userData: switchValue(args, 'user-data-dir'),
    inspectPort: inspect === undefined ? undefined : Number(inspect === '' ? defaultInspectPort : inspect),
    remoteDebuggingPort: switchValue(switches, 'remote-debugging-port'),
    switches: switches.filter((item) => !/^--(inspect|remote-debugging-port|user-data-dir)\b/.test(item)),
    arguments: args,
  };
}

function switchValue(args: readonly string[], name: string): string | undefined {
  const found = args.find((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
  return found?.slice(name.length + '--='.length);
}

function locateApp(target: string): Pick<LaunchOptions, 'appPath' | 'entry' | 'name' | 'version'> {
  if (!existsSync(target)) throw new Error(`Cannot find application ${target}`);
  const isFolder = statSync(target).isDirectory();
  const appPath = isFolder ? target : dirname(target);
  const manifest = readManifest(appPath);
  const entry = isFolder ? join(appPath, manifest.main ?? 'index.js') : target;
  return {
    appPath,
    entry,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? process.versions['electron'] ?? '0.0.0',
  };
}

function readManifest(folder: string): AppManifest {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as AppManifest) : {};
}
