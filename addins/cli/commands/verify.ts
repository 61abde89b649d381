import type { CommandInput } from '../command.ts';
import { openArgument } from '../open-argument.ts';
import { summary } from '../package-report.ts';

export async function verify({ positionals, output }: CommandInput): Promise<void> {
  const { lines, data } = summary(await openArgument(positionals[0] ?? ''));
  output.result(['Sound. Bulkhead would install it.', ...lines], data);
}
