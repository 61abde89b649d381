import { spawnSync } from 'node:child_process';
import { closeSync, open, openSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import type { GuestCompartment } from './language-wall.ts';
import type { WallReport } from './wall-report.ts';

/** One thing that was tried. `by` names the wall that refused it. */
export interface Canary {
  name: string;
  held: boolean;
  by: 'language' | 'os' | 'nothing';
}

export interface CanaryReport {
  canaries: Canary[];
  /** What got through although its wall stands; empty when the walls do what they say. */
  holes: string[];
}

export interface CanaryContext {
  compartment: GuestCompartment;
  osWall: WallReport['state'];
  targets: CanaryTargets;
}

/** Taken before the walls go up: later neither `process` nor the environment tells. */
export interface CanaryTargets {
  /** Readable without a wall. */
  file: string;
  home: string;
  /** Where a file can be made without a wall. */
  written: string;
  parent: number;
  /** The system call itself: 0, or the negated error number. */
  signal(processId: number, signal: number): number;
}

/** Scripts that must throw. Each is one way from a value of the guest to new code, to the loader, or to shared state. */
const SCRIPTS: Readonly<Record<string, string>> = {
  'import()': 'import("node:fs")',
  'import.source()': 'import.source("node:fs")',
  'import.defer()': 'import.defer("node:fs")',
  'code from text': 'Function("return 1")()',
  'code by the constructor of a function': '(() => {}).constructor("return 1")()',
  'code by the constructor of an async function': '(async () => {}).constructor("return 1")()',
  'code by the constructor of a generator': '(function* () {}).constructor("yield 1")()',
  'code by the constructor of an endowed function': 'setTimeout.constructor("return 1")()',
  'indirect code evaluation': '(0, globalThis.eval)("1")',
  'change to a shared prototype': 'Object.prototype.canary = 1',
  'change to a shared function': 'Promise.prototype.then.canary = 1',
};

/** Error codes by which a wall of the operating system refuses. Anything else means that the attempt got through. */
const REFUSALS = new Set(['EACCES', 'EPERM']);
const EPERM = 1;
const NOWHERE = '/nonexistent/bulkhead-canary';
/** No server listens there; without a wall the answer is "connection refused". */
const UNUSED_PORT = 1;

export function chooseCanaryTargets(): CanaryTargets {
  return {
    file: process.execPath,
    home: homedir(),
    written: join(tmpdir(), `bulkhead-canary-${process.pid}`),
    parent: process.ppid,
    signal: (process as unknown as { _kill: CanaryTargets['signal'] })._kill.bind(process),
  };
}

/**
 * Tries to break out, as add-in code would try, before any add-in code runs. Where there is no wall of the operating
 * system its part is reported as open without being tried.
 */
export async function runCanaries({ compartment, osWall, targets }: CanaryContext): Promise<CanaryReport> {
  const canaries = [...tryScripts(compartment), await tryLoading()];
  if (osWall === 'unavailable') {
    canaries.push(...OS_ATTEMPTS.map(({ name }): Canary => ({ name, held: false, by: 'nothing' })));
    return { canaries, holes: canaries.filter(({ held }, index) => !held && index <= SCRIPT_COUNT).map(nameOf) };
  }
  for (const { name, attempt } of OS_ATTEMPTS) {
    const held = await isRefused(() => attempt(targets));
    canaries.push({ name, held, by: held ? 'os' : 'nothing' });
  }
  return { canaries, holes: canaries.filter(({ held }) => !held).map(nameOf) };
}

const SCRIPT_COUNT = Object.keys(SCRIPTS).length;

function nameOf({ name }: Canary): string {
  return name;
}

function tryScripts(compartment: GuestCompartment): Canary[] {
  return Object.entries(SCRIPTS).map(([name, source]): Canary => {
    try {
      compartment.evaluate(source, 'canary.js');
      return { name, held: false, by: 'nothing' };
    } catch {
      return { name, held: true, by: 'language' };
    }
  });
}

async function tryLoading(): Promise<Canary> {
  const name = 'a module of the host';
  try {
    await import('node:zlib');
    return { name, held: false, by: 'nothing' };
  } catch {
    return { name, held: true, by: 'language' };
  }
}

async function isRefused(attempt: () => unknown): Promise<boolean> {
  try {
    await attempt();
    return false;
  } catch (refusal) {
    return REFUSALS.has((refusal as NodeJS.ErrnoException).code ?? '');
  }
}

/** Each throws or rejects with a code of {@link REFUSALS} behind the wall, and leaves nothing behind without it. */
const OS_ATTEMPTS: readonly { name: string; attempt(targets: CanaryTargets): unknown }[] = [
  { name: 'reading a file', attempt: ({ file }) => closeSync(openSync(file, 'r')) },
  { name: 'reading a file by a thread that ran before', attempt: ({ file }) => readByPool(file) },
  { name: 'writing a file', attempt: ({ written }) => writeAndRemove(written) },
  { name: 'looking at a file', attempt: ({ file }) => statSync(file) },
  { name: 'listing the home folder', attempt: ({ home }) => readdirSync(home) },
  { name: 'opening a database', attempt: ({ file }) => openDatabase(file) },
  { name: 'connecting over the network', attempt: () => reach({ host: '127.0.0.1', port: UNUSED_PORT }) },
  { name: 'connecting to a local service', attempt: () => reach({ path: NOWHERE }) },
  { name: 'starting a program', attempt: startProgram },
  { name: 'signalling the host', attempt: signalParent },
];

function readByPool(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    open(file, 'r', (error, descriptor) => {
      if (error) return reject(error);
      closeSync(descriptor);
      resolve();
    });
  });
}

function writeAndRemove(file: string): void {
  closeSync(openSync(file, 'wx'));
  unlinkSync(file);
}

function openDatabase(file: string): void {
  try {
    new DatabaseSync(file, { readOnly: true }).close();
  } catch (failure) {
    // SQLite hides the reason; it opens any file that can be read, so this is the wall.
    throw Object.assign(new Error('refused', { cause: failure }), { code: 'EACCES' });
  }
}

function reach(target: NetConnectOpts): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(target);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

function signalParent({ parent, signal }: CanaryTargets): void {
  const answer = signal(parent, 0);
  if (answer !== 0) throw Object.assign(new Error('refused'), { code: answer === -EPERM ? 'EPERM' : 'unknown' });
}

function startProgram(): void {
  const { error } = spawnSync(NOWHERE);
  if (error) throw error;
}
