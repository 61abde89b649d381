import { registerHooks } from 'node:module';
import { disarmProcess } from './disarm-process.ts';
import { scuttleGlobals } from './scuttle-globals.ts';
import { holdsSourceImport, refuseSourceImports } from './source-imports.ts';
import 'ses';

/** Globals of a SES compartment that make or run code, or that only its own tools need. */
const REMOVED_GLOBALS = ['Compartment', 'ModuleSource', 'assert', 'eval', 'harden', 'lockdown'];

export interface GuestCompartment {
  /**
   * Evaluates a classic script in strict mode and answers its last value. `name` appears in stack traces.
   * Throws what the script throws; a SyntaxError for text that looks like an import, an HTML comment or a direct eval.
   */
  evaluate(source: string, name: string): unknown;
  readonly globalThis: object;
}

export interface LanguageWall {
  /** Freezes `endowments` and all they reach, and makes them the compartment's additional globals. */
  createCompartment(endowments: Record<string, unknown>): GuestCompartment;
  /** Freezes a value and everything that can be reached from it. Whatever is handed to a guest goes through here. */
  harden<Value>(value: Value): Value;
  /** The stack of an error as text: guests see none, the host's log does. */
  stackOf(error: Error): string;
  /** How often something tried to load a module since the wall stands. */
  trappedLoads(): number;
  /** What could not be shut; empty when the wall stands. */
  readonly problems: readonly string[];
}

/**
 * Turns this realm into one that is safe to share with a guest. The order is the wall: what is needed later is taken
 * before it is removed, and nothing of a guest may run before. Works once per process.
 */
export function raiseLanguageWall(): LanguageWall {
  const understood = refuseSourceImports();
  lockdown({
    errorTaming: 'safe',
    // The runtime handles uncaught errors itself; SES would end the process, or print where nobody reads.
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    reporting: 'none',
    consoleTaming: 'safe',
    // Libraries assign to inherited names such as toString, which frozen prototypes would refuse.
    overrideTaming: 'severe',
    domainTaming: 'safe',
    evalTaming: 'safe-eval',
    stackFiltering: 'concise',
  });
  const [makeHard, SesCompartment] = [harden, Compartment];
  const getStackString = Reflect.get(globalThis, 'getStackString') as (error: Error) => string;
  const inertFunction = (() => {}).constructor;
  const trappedLoads = trapModuleLoads();
  const stuck = [...disarmProcess(), ...scuttleGlobals(inertFunction)];
  return Object.freeze({
    createCompartment: (endowments: Record<string, unknown>) =>
      createCompartment(new SesCompartment({ __options__: true, globals: makeHard(endowments) }), inertFunction),
    harden: makeHard,
    stackOf: (error: Error) => `${error.name}: ${error.message}${getStackString(error)}`,
    trappedLoads,
    problems: [...understood.map((form) => `${form} is understood`), ...stuck.map((name) => `${name} stays`)],
  });
}

function createCompartment(compartment: Compartment, inertFunction: unknown): GuestCompartment {
  const scope = compartment.globalThis;
  for (const name of REMOVED_GLOBALS) Reflect.deleteProperty(scope, name);
  // Refuses to compile, but keeps `instanceof Function` and feature tests working.
  Object.defineProperty(scope, 'Function', { value: inertFunction });
  // A script cannot swap a global under another one's feet, and SES resolves constant globals without its proxies.
  for (const name of Object.getOwnPropertyNames(scope)) {
    Object.defineProperty(scope, name, { writable: false, configurable: false });
  }
  return Object.freeze({
    evaluate(source: string, name: string): unknown {
      if (holdsSourceImport(source)) throw new SyntaxError('A script cannot import.');
      // The last such comment wins, so a script cannot give itself another name.
      return compartment.evaluate(`${source}\n//# sourceURL=${name.replace(/[^\w.@/+-]/g, '_')}`);
    },
    globalThis: scope,
  });
}

/** From here on this process loads nothing: whatever asks is counted and gets text thrown at it, not an object. */
function trapModuleLoads(): () => number {
  let trapped = 0;
  const refuse = (): never => {
    trapped += 1;
    throw 'Nothing can be loaded here.';
  };
  registerHooks({ resolve: refuse, load: refuse });
  return () => trapped;
}
