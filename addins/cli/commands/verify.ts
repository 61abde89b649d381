import type { Command } from '../command.ts';
import { openArgument } from '../open-argument.ts';
import { summary } from '../package-report.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'checks a package as the host would',
  positionals: ['<file>'],
  options: {},
  help: `
Runs every check that an installation runs, and says what the package is and what it may do.
A folder that holds a packed add-in can be given as well.
Exit code 1 and a code, such as E_HASH, when the host would refuse it.`,
  async run({ positionals, output }) {
    const { lines, data } = summary(await openArgument(positionals[0] ?? ''));
    output.result(['Sound. Bulkhead would install it.', ...lines], data);
  },
};
