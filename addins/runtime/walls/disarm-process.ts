/** Ways from `process` to other processes, native code, files and modules. Nothing of Bulkhead needs them later. */
const REFUSED_FUNCTIONS = [
  '_debugEnd',
  '_debugProcess',
  '_getActiveHandles',
  '_getActiveRequests',
  '_kill',
  '_linkedBinding',
  '_startProfilerIdleNotifier',
  '_stopProfilerIdleNotifier',
  'binding',
  'chdir',
  'dlopen',
  'execve',
  'getBuiltinModule',
  'initgroups',
  'kill',
  'loadEnvFile',
  'openStdin',
  'setUncaughtExceptionCaptureCallback',
  'setegid',
  'seteuid',
  'setgid',
  'setgroups',
  'setuid',
  'umask',
] as const;

/** What tells a guest where and for whom it runs. */
const EMPTY_VALUES = {
  allowedNodeEnvironmentFlags: [],
  argv: [],
  config: {},
  env: {},
  execArgv: [],
  execPath: '',
  moduleLoadList: [],
  report: undefined,
} as const;

/** The time zone goes on counting when it came by the environment: deleting it would change every date. */
const KEPT_VARIABLES = new Set(['TZ']);

/**
 * Makes the one `process` object of this realm useless to code that got hold of it. It is taken from the global object
 * everywhere in this folder: importing it reads every property once, which opens the standard streams (2 ms).
 * Answers the names that could not be taken away.
 */
export function disarmProcess(): string[] {
  // Nobody is told where Bulkhead is installed, and no relative path leads anywhere.
  process.chdir('/');
  for (const name of Object.keys(process.env)) if (!KEPT_VARIABLES.has(name)) delete process.env[name];
  const replaced = [
    ...REFUSED_FUNCTIONS.map((name) => [name, refuse] as const),
    ...Object.entries(EMPTY_VALUES).map(([name, value]) => [name, Object.freeze(value)] as const),
  ];
  return replaced.filter(([name, value]) => !seal(name, value)).map(([name]) => `process.${name}`);
}

function seal(name: string, value: unknown): boolean {
  return Reflect.defineProperty(process, name, { value, writable: false, configurable: false, enumerable: false });
}

/** Throws text, not an error object: an object would carry the host's own constructors with it. */
const refuse = Object.freeze(() => {
  throw 'This is not available to add-ins.';
});
