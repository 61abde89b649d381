import { parseArgs } from 'node:util';

export interface BenchOptions {
  json: boolean;
  /** Names of figures, or beginnings of names; empty for all. */
  only: readonly string[];
  /** Rounds of every suite instead of each suite's own number. */
  rounds: number | undefined;
}

export const USAGE = `npm run bench -- [--json] [--only <name,name>] [--rounds <number>]

  --json            one line of JSON for each figure on standard output, nothing else
  --only <names>    only these figures; "call" means every figure whose name begins with "call."
  --rounds <number> rounds of each measurement: fewer are quicker and less steady
`;

/** Throws with words for the person when something is not understood. */
export function parseOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string' } },
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
    throw new Error(`--rounds takes a whole number from 1, not "${values.rounds}".`);
  }
  const only = values.only?.split(',').filter((name) => name !== '') ?? [];
  return { json: values.json ?? false, only, rounds };
}

/** Whether a figure is asked for. */
export function isWanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((asked) => name === asked || name.startsWith(`${asked}.`));
}
