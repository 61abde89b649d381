import { toBulkheadError } from '../protocol/errors.ts';
import { parseInput, usageLine, wantsHelp, wantsJson } from './arguments.ts';
import { type Command, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import { hostVersion } from './host-version.ts';
import { nearest } from './nearest.ts';
import { Output, table } from './output.ts';

/** 0 good, 1 refused with a code, 2 called in a wrong way. */
type ExitCode = 0 | 1 | 2;

async function main(words: readonly string[]): Promise<ExitCode> {
  const [name = '', ...rest] = words;
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) return withoutCommand(name, words);
  if (wantsHelp(rest)) {
    process.stdout.write(`${usageLine(command)}\n\n${command.help.trim()}\n`);
    return 0;
  }
  return run(command, rest);
}

async function run(command: Command, words: readonly string[]): Promise<ExitCode> {
  try {
    await command.run(parseInput(command, words));
    return 0;
  } catch (thrown) {
    const output = new Output(command.name, wantsJson(words));
    if (thrown instanceof UsageError) {
      output.usage(thrown);
      return 2;
    }
    output.refusal(toBulkheadError(thrown));
    return 1;
  }
}

function withoutCommand(name: string, words: readonly string[]): ExitCode {
  if (name === '--version') {
    process.stdout.write(`${hostVersion()}\n`);
    return 0;
  }
  if (name === 'help' || wantsHelp(words)) {
    process.stdout.write(overview());
    return 0;
  }
  const known = COMMANDS.map((command) => command.name);
  const typed = name.startsWith('-') ? '' : name;
  const meant = typed === '' ? undefined : nearest(typed, known);
  const message = typed === '' ? 'Say what to do.' : `There is no command "${typed}".`;
  const hint = meant ? `Did you mean "bulkhead ${meant}"?` : `Commands: ${known.join(', ')}. See "bulkhead --help".`;
  new Output(typed, wantsJson(words)).usage(new UsageError(message, hint));
  return 2;
}

function overview(): string {
  const rows = COMMANDS.map((command) => [[command.name, ...command.positionals].join(' '), command.summary]);
  return `bulkhead: makes and checks add-ins\n
${table(rows).join('\n')}\n
Every command takes --json (one line of JSON) and --help.
Exit codes: 0 good, 1 refused with a code, 2 called in a wrong way.\n`;
}

process.exitCode = await main(process.argv.slice(2));
