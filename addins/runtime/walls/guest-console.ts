export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Characters of one line: enough for a stack, too little to hide a document in the log. */
const LINE_CHARACTERS = 2_000;
/** Arguments of one call that are written. */
const ARGUMENTS = 16;
/** Lines in one second; above it only their number is kept. */
const LINES_PER_SECOND = 200;

const METHODS: Readonly<Record<string, LogLevel | 'silent'>> = {
  debug: 'debug',
  dir: 'debug',
  error: 'error',
  group: 'info',
  groupCollapsed: 'info',
  groupEnd: 'silent',
  info: 'info',
  log: 'info',
  table: 'info',
  time: 'silent',
  timeEnd: 'silent',
  trace: 'debug',
  warn: 'warn',
};

/** Everything that could move a terminal's cursor, reorder text or break a line. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export interface GuestConsoleOptions {
  log(level: LogLevel, text: string): void;
  stackOf(error: Error): string;
}

/** A console that writes one escaped, capped line of text per call. No format directives, no inspection hooks. */
export function createGuestConsole({ log, stackOf }: GuestConsoleOptions): Record<string, unknown> {
  const mayWrite = createBudget(log);
  const write = (level: LogLevel, args: readonly unknown[]): void => {
    if (!mayWrite()) return;
    const text = args
      .slice(0, ARGUMENTS)
      .map((value) => textOf(value, stackOf))
      .join(' ');
    log(level, escapeLine(text));
  };
  const methods: Record<string, unknown> = {
    assert: (condition: unknown, ...args: unknown[]) => {
      if (!condition) write('error', ['Assertion failed', ...args]);
    },
  };
  for (const [name, level] of Object.entries(METHODS)) {
    methods[name] = level === 'silent' ? () => undefined : (...args: unknown[]) => write(level, args);
  }
  return methods;
}

/** One line of safe text, at most 2,000 characters long. Cut before as well: escaping megabytes would take a while. */
export function escapeLine(text: string): string {
  return text.slice(0, LINE_CHARACTERS).replace(UNSAFE, escapeCharacter).slice(0, LINE_CHARACTERS);
}

function escapeCharacter(character: string): string {
  return NAMED[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Reading a value may run the guest's code (getters, toJSON, proxies): whatever that does, the answer is a string. */
function textOf(value: unknown, stackOf: (error: Error) => string): string {
  try {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return stackOf(value);
    if (typeof value === 'object' && value !== null) return JSON.stringify(value) ?? '[object]';
    return typeof value === 'function' ? '[function]' : String(value);
  } catch {
    return '[object]';
  }
}

/** Counts lines by the second. The first line of a new second says how many were left out before. */
function createBudget(log: GuestConsoleOptions['log']): () => boolean {
  const { now } = Date;
  let second = 0;
  let written = 0;
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      if (written > LINES_PER_SECOND) log('warn', `${written - LINES_PER_SECOND} lines were left out.`);
      second = current;
      written = 0;
    }
    written += 1;
    return written <= LINES_PER_SECOND;
  };
}
