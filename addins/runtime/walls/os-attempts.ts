import type { OsWallTools } from './os-wall.ts';
import { callNumber, NETWORK_CALLS, PROCESS_CALLS, type SystemCall } from './system-calls.ts';

/** One way out of the process. Throws or rejects with a code of {@link isRefusal} behind the wall. */
export interface OsAttempt {
  name: string;
  run(): unknown;
}

/** Error codes by which a wall of the operating system refuses. Anything else means that the attempt got through. */
const REFUSALS = new Set(['EACCES', 'EPERM']);
const REFUSAL_NUMBERS: Readonly<Record<number, string>> = { 1: 'EPERM', 13: 'EACCES' };

/** Arguments of socket(): families and kinds. */
const UNIX = 1;
const INTERNET = 2;
const STREAM = 1;
const DATAGRAM = 2;

export function isRefusal(failure: unknown): boolean {
  return REFUSALS.has((failure as NodeJS.ErrnoException).code ?? '');
}

/**
 * The attempts, with what each needs. To be called before the walls go up. Node's modules are taken by this function:
 * importing them costs two milliseconds more, because an import reads every property of a module once.
 * Where an attempt gets through it leaves no file behind; the host ends such a process anyway.
 */
export function takeOsAttempts(tools: OsWallTools): readonly OsAttempt[] {
  const sqlite = process.getBuiltinModule('node:sqlite');
  const file = process.execPath;
  const attempts = [
    ...fileAttempts(file),
    { name: 'opening a database', run: () => openDatabase(sqlite, file) },
    { name: 'signalling the host', run: takeSignal() },
  ];
  return 'reason' in tools ? attempts : [...attempts, ...callAttempts(tools)];
}

/** By system calls, because Node's own way to a socket or a program takes longer than raising the wall. */
function callAttempts({ native, architecture }: Exclude<OsWallTools, { reason: string }>): OsAttempt[] {
  const attempt = (name: string, entry: SystemCall, ...args: number[]): OsAttempt => ({
    name,
    run: () => throwIfRefused(native.call(callNumber(entry, architecture) ?? -1, ...args)),
  });
  return [
    attempt('connecting over the network', NETWORK_CALLS.socket, INTERNET, STREAM, 0),
    attempt('sending datagrams', NETWORK_CALLS.socket, INTERNET, DATAGRAM, 0),
    attempt('connecting to a local service', NETWORK_CALLS.socket, UNIX, STREAM, 0),
    // Without a name both do nothing but answer that they would.
    attempt('starting a program', PROCESS_CALLS.execve, 0, 0, 0),
    attempt('leaving the name space', PROCESS_CALLS.unshare, 0),
  ];
}

function fileAttempts(file: string): OsAttempt[] {
  const [fs, os, path] = [
    process.getBuiltinModule('node:fs'),
    process.getBuiltinModule('node:os'),
    process.getBuiltinModule('node:path'),
  ];
  const home = os.homedir();
  const made = path.join(os.tmpdir(), `bulkhead-canary-${process.pid}`);
  const read = (): Promise<void> =>
    new Promise((resolve, reject) => {
      fs.open(file, 'r', (error, descriptor) => {
        if (error) return reject(error);
        fs.closeSync(descriptor);
        resolve();
      });
    });
  return [
    { name: 'reading a file', run: () => fs.closeSync(fs.openSync(file, 'r')) },
    { name: 'reading a file by another thread', run: read },
    {
      name: 'writing a file',
      run: () => {
        fs.closeSync(fs.openSync(made, 'wx'));
        fs.unlinkSync(made);
      },
    },
    { name: 'looking at a file', run: () => fs.statSync(file) },
    { name: 'listing the home folder', run: () => fs.readdirSync(home) },
  ];
}

function openDatabase(sqlite: typeof import('node:sqlite'), file: string): void {
  try {
    new sqlite.DatabaseSync(file, { readOnly: true }).close();
  } catch (failure) {
    // SQLite hides the reason; it opens any file that can be read, so this is the wall.
    throw Object.assign(new Error('refused', { cause: failure }), { code: 'EACCES' });
  }
}

/** The system call itself, because `process.kill` is gone by then. */
function takeSignal(): () => void {
  const { _kill: signal } = process as unknown as { _kill(processId: number, signal: number): number };
  const { ppid } = process;
  return () => throwIfRefused(signal(ppid, 0));
}

/** `answer` is what a system call answered: a value, or the negated error number. */
function throwIfRefused(answer: number): void {
  const code = REFUSAL_NUMBERS[-answer];
  if (code) throw Object.assign(new Error('refused'), { code });
}
