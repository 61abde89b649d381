import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './runtime.ts';

/** One entry of package-lock.json, as far as it matters here. */
interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  packages: Record<string, LockEntry>;
}

interface MissingPackage {
  readonly path: string;
  readonly version: string;
  readonly dev: boolean;
}

const FILE = join(ROOT, 'package-lock.json');
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * Packages for other systems that the lock does not list. npm leaves one out when it could not be had where the lock was
 * written, and from then on `npm ci` refuses the whole lock, everywhere.
 */
export function missingPlatformPackages({ packages }: Lock): MissingPackage[] {
  const missing: MissingPackage[] = [];
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const known = `${parent}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
      if (!known) missing.push({ path: `node_modules/${name}`, version, dev: entry.dev === true });
    }
  }
  return missing;
}

/** Adds them, with the system told from the name so that npm passes them by wherever they do not belong. */
export function completeLock(lock: Lock): Lock {
  const added = missingPlatformPackages(lock).map(({ path, version, dev }) => {
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${path} asks for the range ${version}; only exact versions can be added.`);
    return [path, { version, ...traits(path), ...(dev ? { dev } : {}), optional: true }] as const;
  });
  const packages = Object.fromEntries(
    [...Object.entries(lock.packages), ...added].sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return { ...lock, packages };
}

function traits(path: string): object {
  const words = (path.split('/').at(-1) ?? '').split(/[-_]/);
  const system = SYSTEMS.find((name) => words.includes(name));
  const processor = PROCESSORS.find((name) => words.includes(name));
  const library = words.find((word) => word === 'musl' || word === 'gnu');
  return {
    ...(processor ? { cpu: [processor] } : {}),
    ...(system ? { os: [system] } : {}),
    ...(library ? { libc: [library === 'gnu' ? 'glibc' : library] } : {}),
  };
}

if (import.meta.main) {
  const lock: Lock = JSON.parse(readFileSync(FILE, 'utf8'));
  const missing = missingPlatformPackages(lock);
  if (missing.length > 0) writeFileSync(FILE, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  process.stdout.write(missing.length > 0 ? `Added ${missing.length} platform packages.\n` : 'The lock is complete.\n');
}
