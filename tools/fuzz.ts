import { createTargets } from './fuzz/all-targets.ts';
import { type FuzzCommand, parseCommand, USAGE } from './fuzz/command.ts';
import { isGood, TARGETS_IN_WORDS } from './fuzz/goals.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';

/** Malformed frames against every end of every port. Ends with 0 when all goals are met, 1 when not, 2 for wrong words. */
const PROGRESS_FRAMES = 100_000;

let command: FuzzCommand | undefined;
try {
  command = parseCommand(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
}
process.exitCode = command ? await fuzz(command) : 2;

async function fuzz({ frames, seed, json }: FuzzCommand): Promise<number> {
  const report = await runFuzz({
    ...{ frames, seed, targets: await createTargets() },
    onProgress: (done) => {
      if (done % PROGRESS_FRAMES === 0) process.stderr.write(`  ${done} of ${frames} frames\n`);
    },
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
  const good = isGood(report);
  if (!good) process.stderr.write(`${TARGETS_IN_WORDS}\nSee it again with --seed ${seed} --frames ${frames}.\n`);
  return good ? 0 : 1;
}
