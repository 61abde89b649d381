import { inWords, sum } from './check/counts.ts';
import { STEPS, type Step, type StepResult } from './check/steps.ts';
import { prepareRuntime } from './setup/prepare-runtime.ts';

/** Enough to see the cause; the whole of a long report is one command away. */
const SHOWN_LINES = 120;
const NAME_WIDTH = 16;

/** `npm test` runs everything; `npm run unit -- main/policy` runs one group and passes the rest on to its runner. */
async function main([group, ...args]: readonly string[]): Promise<number> {
  const steps = group === undefined ? STEPS : STEPS.filter((step) => step.group === group || needs(group, step));
  if (steps.length === 0) throw new Error(`There is no group of tests called ${group}.`);
  if (steps.some((step) => step.group === 'e2e' || step.group === 'conformance')) await prepareRuntime();
  const results: StepResult[] = [];
  for (const step of steps) results.push(await runStep(step, args));
  const total = sum(results);
  process.stdout.write(`${inWords(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

/** Both drive the application as it is shipped. */
function needs(group: string, step: Step): boolean {
  return step.group === 'build' && (group === 'e2e' || group === 'conformance');
}

async function runStep(step: Step, args: readonly string[]): Promise<StepResult> {
  const started = performance.now();
  process.stdout.write(`${step.name.padEnd(NAME_WIDTH)}${step.live ? '\n' : ''}`);
  const result = await step.run(step.group === 'build' ? [] : args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const name = step.live ? step.name.padEnd(NAME_WIDTH) : '';
  process.stdout.write(`${name}${inWords(result)} (${seconds} s)\n`);
  if (result.failed > 0 && !step.live) process.stdout.write(shorten(result.output));
  return result;
}

function shorten(output: string): string {
  const lines = output.trimEnd().split('\n');
  const hidden = Math.max(0, lines.length - SHOWN_LINES);
  const note = hidden > 0 ? [`  ... ${hidden} lines before these ...`] : [];
  return `${[...note, ...lines.slice(hidden)].join('\n')}\n`;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  return 1;
});
