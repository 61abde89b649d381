import type { ParseArgsOptionsConfig } from 'node:util';
import { BulkheadError, type BulkheadErrorOptions, type ErrorCode } from '../protocol/errors.ts';
import type { Output } from './output.ts';

/** What was typed behind the name of a command, checked. */
export interface CommandInput {
  positionals: readonly string[];
  /** Texts by option; an option that was not given is not there. */
  texts: Readonly<Record<string, string>>;
  /** Switches that were given. */
  switches: ReadonlySet<string>;
  output: Output;
}

/** One command of the tool. A refusal is a BulkheadError, a wrong call a UsageError; both end the command. */
export interface Command {
  name: string;
  /** One line in the list of commands. */
  summary: string;
  /** Names of what must follow, such as `<folder>`, and behind them of what may, such as `[newer]`. */
  positionals: readonly string[];
  options: ParseArgsOptionsConfig;
  /** Printed by --help behind the line of usage. */
  help: string;
  run(input: CommandInput): Promise<void>;
}

/** The command was called in a wrong way: exit code 2, with a hint. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** A refusal that tells programs more than a code. */
export class Refusal extends BulkheadError {
  /** Joins the line of JSON. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: BulkheadErrorOptions, data: Readonly<Record<string, unknown>>) {
    super(code, options);
    this.data = data;
  }
}
