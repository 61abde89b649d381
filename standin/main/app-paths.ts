import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

const homeFolders: Record<string, [variable: string, folder: string]> = {
  desktop: ['XDG_DESKTOP_DIR', 'Desktop'],
  documents: ['XDG_DOCUMENTS_DIR', 'Documents'],
  downloads: ['XDG_DOWNLOAD_DIR', 'Downloads'],
  music: ['XDG_MUSIC_DIR', 'Music'],
  pictures: ['XDG_PICTURES_DIR', 'Pictures'],
  videos: ['XDG_VIDEOS_DIR', 'Videos'],
};

/** app.getPath and app.setPath. */
export class AppPaths {
  readonly #set = new Map<string, string>();

  get(name: string, appName: string): string {
    const set = this.#set.get(name);
    if (set !== undefined) return set;
    const path = this.#default(name, appName);
    if (name === 'userData' || name === 'sessionData') mkdirSync(path, { recursive: true });
    return path;
  }

  /** @throws {Error} when the path is relative, or is the folder of something that must exist and does not. */
  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    this.#default(name, '');
    if (name === 'userData') mkdirSync(path, { recursive: true });
    if (!statSync(path).isDirectory()) throw new Error(`Failed to set path '${name}': '${path}' is no folder`);
    this.#set.set(name, path);
  }

  #default(name: string, appName: string): string {
    const folder = homeFolders[name];
    if (folder !== undefined) return userFolder(...folder);
    const configuration = process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return configuration;
      case 'userData':
        return join(configuration, appName);
      case 'sessionData':
        return this.get('userData', appName);
      case 'logs':
        return join(this.get('userData', appName), 'logs');
      case 'crashDumps':
        return join(this.get('userData', appName), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.execPath;
      case 'assets':
        return dirname(process.execPath);
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }
}

function userFolder(variable: string, folder: string): string {
  const configured = process.env[variable] ?? readUserDirectories()[variable];
  return configured ?? join(homedir(), folder);
}

function readUserDirectories(): Record<string, string> {
  try {
    const text = readFileSync(
      join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'user-dirs.dirs'),
      'utf8',
    );
    const lines = [...text.matchAll(/^(XDG_\w+_DIR)="(.*)"$/gm)];
    return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value.replace('$HOME', homedir())]));
  } catch {
    return {};
  }
}
