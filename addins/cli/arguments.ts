import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Command, type CommandInput, UsageError } from './command.ts';
import { nearest } from './nearest.ts';
import { Output } from './output.ts';

/** Every command knows these. */
const COMMON_OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

/** Is the answer wanted as JSON? Asked before anything is checked: a wrong call answers in JSON as well. */
export function wantsJson(words: readonly string[]): boolean {
  return words.includes('--json');
}

export function wantsHelp(words: readonly string[]): boolean {
  return words.some((word) => word === '--help' || word === '-h');
}

/** Checks what was typed behind a command. Throws UsageError. */
export function parseInput(command: Command, words: readonly string[]): CommandInput {
  const options = { ...command.options, ...COMMON_OPTIONS };
  const { values, positionals } = parse(command, words, options);
  const required = command.positionals.filter((name) => name.startsWith('<')).length;
  if (positionals.length < required || positionals.length > command.positionals.length) {
    const wanted = command.positionals.join(' ');
    throw new UsageError(`"bulkhead ${command.name}" needs ${wanted}.`, usageLine(command));
  }
  const texts: Record<string, string> = {};
  const switches = new Set<string>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') texts[name] = value;
    else if (value === true) switches.add(name);
  }
  return { positionals, texts, switches, output: new Output(command.name, switches.has('json')) };
}

function parse(command: Command, words: readonly string[], options: ParseArgsOptionsConfig) {
  for (const word of words) checkOption(command, word, options);
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown), usageLine(command));
  }
}

function checkOption(command: Command, word: string, options: ParseArgsOptionsConfig): void {
  const name = /^--([a-z][a-z-]*)/.exec(word)?.[1];
  if (name === undefined || Object.hasOwn(options, name)) return;
  const meant = nearest(name, Object.keys(options));
  const hint = meant ? `Did you mean --${meant}?` : usageLine(command);
  throw new UsageError(`"bulkhead ${command.name}" has no option --${name}.`, hint);
}

export function usageLine(command: Command): string {
  const known: ParseArgsOptionsConfig = { ...command.options, json: COMMON_OPTIONS.json };
  const options = Object.entries(known).map(([name, { type }]) =>
    type === 'string' ? `[--${name} <${name}>]` : `[--${name}]`,
  );
  return `Usage: bulkhead ${[command.name, ...command.positionals, ...options].join(' ')}`;
}
