import type { GuestCompartment } from './language-wall.ts';
import { isRefusal, type OsAttempt } from './os-attempts.ts';

/** One thing that was tried. `by` names the wall that refused it. */
export interface Canary {
  name: string;
  held: boolean;
  by: 'language' | 'os' | 'nothing';
}

export interface CanaryReport {
  canaries: Canary[];
  /** Names of what got through; empty when the walls do what they say. */
  holes: string[];
}

export interface CanaryContext {
  compartment: GuestCompartment;
  /** Undefined where there is no wall of the operating system: its part is then not tried, and no surprise. */
  osAttempts: readonly OsAttempt[] | undefined;
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

/** Tries to break out, as add-in code would try, before any add-in code runs. */
export async function runCanaries({ compartment, osAttempts = [] }: CanaryContext): Promise<CanaryReport> {
  const canaries = [...tryScripts(compartment), await tryLoading()];
  // One after the other: they are few, and an attempt that hangs is named by the last one that answered.
  for (const attempt of osAttempts) canaries.push(await tryAttempt(attempt));
  return { canaries, holes: canaries.filter(({ held }) => !held).map(({ name }) => name) };
}

function tryScripts(compartment: GuestCompartment): Canary[] {
  return Object.entries(SCRIPTS).map(([name, source]) => {
    try {
      compartment.evaluate(source, 'canary.js');
      return gotThrough(name);
    } catch {
      return { name, held: true, by: 'language' };
    }
  });
}

async function tryLoading(): Promise<Canary> {
  const name = 'loading a module of the host';
  try {
    await import('node:zlib');
    return gotThrough(name);
  } catch {
    return { name, held: true, by: 'language' };
  }
}

async function tryAttempt({ name, run }: OsAttempt): Promise<Canary> {
  try {
    await run();
    return gotThrough(name);
  } catch (failure) {
    return isRefusal(failure) ? { name, held: true, by: 'os' } : gotThrough(name);
  }
}

function gotThrough(name: string): Canary {
  return { name, held: false, by: 'nothing' };
}
