import {
  type FSWatcher,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { newSecret } from './loopback.ts';

type OnSecondInstance = (argv: string[], workingDirectory: string, additionalData: unknown) => void;

interface Visit {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

const visitSuffix = '.json';

/**
 * The lock is a file in userData that names its owner; a second instance leaves its message in a folder beside it.
 * Files alone, because the request has to be answered and the message delivered before the caller quits at once.
 */
export class SingleInstance {
  readonly #onSecondInstance: OnSecondInstance;
  #held: { lock: string; watcher: FSWatcher } | null = null;

  constructor(onSecondInstance: OnSecondInstance) {
    this.#onSecondInstance = onSecondInstance;
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  request(userData: string, additionalData: unknown): boolean {
    if (this.#held !== null) return true;
    const lock = join(userData, 'instance.lock');
    const visits = join(userData, 'instance.visits');
    mkdirSync(visits, { recursive: true, mode: 0o700 });
    if (!takeLock(lock)) {
      const visit: Visit = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
      const path = join(visits, newSecret());
      writeFileSync(path, JSON.stringify(visit), { mode: 0o600 });
      renameSync(path, path + visitSuffix);
      return false;
    }
    const watcher = watch(visits, { persistent: false }, () => this.#readVisits(visits));
    this.#held = { lock, watcher };
    process.once('exit', () => this.release());
    return true;
  }

  release(): void {
    if (this.#held === null) return;
    this.#held.watcher.close();
    rmSync(this.#held.lock, { force: true });
    this.#held = null;
  }

  #readVisits(folder: string): void {
    for (const name of readdirSync(folder).filter((item) => item.endsWith(visitSuffix))) {
      const path = join(folder, name);
      const { argv, workingDirectory, additionalData } = JSON.parse(readFileSync(path, 'utf8')) as Visit;
      rmSync(path);
      this.#onSecondInstance(argv, workingDirectory, additionalData);
    }
  }
}

/** A lock whose owner has died is taken over; a process id that was given to another process does not count. */
function takeLock(lock: string): boolean {
  const mine = `${process.pid} ${startTime(process.pid)}`;
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    if (linkNew(draft, lock)) return true;
    const owner = readFileSync(lock, 'utf8');
    const [pid = '', started] = owner.split(' ');
    if (startTime(Number(pid)) === started) return false;
    renameSync(draft, lock);
    return readFileSync(lock, 'utf8') === mine;
  } finally {
    rmSync(draft, { force: true });
  }
}

function linkNew(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Field 22 of /proc/<pid>/stat, in clock ticks since boot; the name in field 2 may contain anything. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
