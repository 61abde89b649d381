import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findRuntime, isRuntimeSettled, ROOT } from '../runtime.ts';

/** A start must not feel stuck on a machine that cannot reach the download. */
const AUTOMATIC_LIMIT_MS = 20_000;
/** Somebody who asks for it in so many words has the patience for a slow line. */
const REQUESTED_LIMIT_MS = 15 * 60_000;
const FORGET_FAILURE_AFTER_MS = 24 * 60 * 60_000;
const MEMORY = join(ROOT, '.cache', 'electron-download.json');

interface Failure {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly why: string;
}

/**
 * Tries once to get the Electron binary and remembers a failure for a day. Answers what happened, in one line for
 * people, or undefined when there was nothing to do.
 */
export async function tryToGetElectron({ retry = false } = {}): Promise<string | undefined> {
  if (isRuntimeSettled() || findRuntime().kind === 'electron') return undefined;
  const failure = readFailure();
  if (failure && !retry && Date.now() - failure.at < FORGET_FAILURE_AFTER_MS) {
    return `The Electron binary could not be had (${failure.why}); next try tomorrow, or now with: npm start -- --retry-electron`;
  }
  const limit = retry ? REQUESTED_LIMIT_MS : AUTOMATIC_LIMIT_MS;
  process.stderr.write(`Getting the Electron binary (one try, at most ${limit / 1000} seconds) ...\n`);
  const why = await download(limit);
  if (why === undefined) {
    rmSync(MEMORY, { force: true });
    return undefined;
  }
  remember({ at: Date.now(), why });
  return `The Electron binary could not be had: ${why}. This is remembered for a day.`;
}

/** Answers why it failed, or undefined when the binary is there. */
async function download(limitMs: number): Promise<string | undefined> {
  const installer = join(ROOT, 'node_modules', 'electron', 'install.js');
  const child = spawn(process.execPath, [installer], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    resolve(`no answer within ${limitMs / 1000} seconds`);
  }, limitMs);
  child.once('error', (error) => resolve(error.message));
  child.once('exit', (code) => resolve(code === 0 ? undefined : reasonIn(errors)));
  const why = await promise;
  clearTimeout(timer);
  return why;
}

/** The download library buries the reason among stack lines: the innermost cause is the one worth showing. */
function reasonIn(errors: string): string {
  const lines = errors.split('\n').filter((line) => /\bE[A-Z]{4,}|Error:|status/.test(line));
  const line = lines.at(-1)?.trim() ?? 'the download failed';
  if (line.endsWith('fetch failed')) return 'the download site cannot be reached';
  return line.replace(/^(\[cause\]:\s*)?(\w*Error:\s*)*/, '').slice(0, 160);
}

function readFailure(): Failure | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(MEMORY, 'utf8'));
    return isFailure(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('why' in value)) return false;
  return typeof value.at === 'number' && typeof value.why === 'string';
}

function remember(failure: Failure): void {
  mkdirSync(dirname(MEMORY), { recursive: true });
  writeFileSync(MEMORY, `${JSON.stringify(failure)}\n`);
}
