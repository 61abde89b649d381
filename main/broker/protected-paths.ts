import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { BulkheadError } from '../../addins/protocol/errors.ts';

/** Below the home folder: what is stored here decides who may log in, or is run without being asked for. */
const SENSITIVE = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.kube',
  '.docker',
  '.netrc',
  '.pgpass',
  '.npmrc',
  '.git-credentials',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.bash_logout',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.config/fish',
  '.config/autostart',
  '.config/systemd',
  '.local/share/keyrings',
  'Library/Keychains',
  'Library/LaunchAgents',
  'AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup',
];

/** Credential stores and start-up files of the person's account. */
export function sensitivePaths(home: string): string[] {
  return SENSITIVE.map((entry) => path.join(home, entry));
}

/** Files and folders that no add-in reaches, not even through a picker: the host's own data, credentials, start-up files. */
export class ProtectedPaths {
  readonly #paths: readonly string[];

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  /** Throws E_SECURITY when `file` is one of the protected paths or lies below one. The file itself may not exist yet. */
  async refuse(file: string): Promise<void> {
    const chain = await ancestors(file);
    for (const entry of this.#paths) {
      if (await isInChain(entry, chain)) {
        throw new BulkheadError('E_SECURITY', { message: 'Add-ins cannot use this place. Choose another folder.' });
      }
    }
  }
}

interface Ancestor {
  /** Device and number of the file on it; undefined for a file that does not exist. Spellings of one file share it. */
  readonly id: string | undefined;
  readonly parent: string | undefined;
  readonly name: string;
}

/** The file and every folder above it, links resolved. */
async function ancestors(file: string): Promise<Ancestor[]> {
  const chain: Ancestor[] = [];
  let at = await resolved(file);
  for (;;) {
    const above = path.dirname(at);
    chain.push({ id: await identify(at), parent: await identify(above), name: spelling(path.basename(at)) });
    if (above === at) return chain;
    at = above;
  }
}

async function isInChain(entry: string, chain: readonly Ancestor[]): Promise<boolean> {
  const id = await identify(entry);
  if (id !== undefined) return chain.some((ancestor) => ancestor.id === id);
  // What does not exist yet can only be recognised by its place and name.
  const parent = await identify(path.dirname(entry));
  const name = spelling(path.basename(entry));
  return parent !== undefined && chain.some((ancestor) => ancestor.parent === parent && ancestor.name === name);
}

async function resolved(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const above = path.dirname(file);
    return above === file ? file : path.join(await resolved(above), path.basename(file));
  }
}

async function identify(file: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

/** Some disks keep names in another Unicode form, or ignore case, or drop dots and spaces at the end. */
function spelling(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[. ]+$/, '');
}
