import { buildBench } from './build/build-bench.ts';
import { packAddins } from './build/pack-addins.ts';
import { asJsonLine, asTable, type Figure } from './figure.ts';
import { type BenchOptions, isWanted, parseOptions, USAGE } from './options.ts';
import { callSuite } from './suites/call-suite.ts';
import { clickSuite } from './suites/click-suite.ts';
import { domainSuite } from './suites/domain-suite.ts';
import { floodSuite } from './suites/flood-suite.ts';
import { guestSuite } from './suites/guest-suite.ts';
import { hostStartSuite } from './suites/host-start-suite.ts';
import type { Suite } from './suites/suite.ts';
import { tableSuite } from './suites/table-suite.ts';
import { upgradeSuite } from './suites/upgrade-suite.ts';
import { viewChangeSuite } from './suites/view-change-suite.ts';
import { viewSuite } from './suites/view-suite.ts';
import { payloadSuite, peerSuite, recorderSuite } from './suites/wire-suite.ts';

/**
 * The benchmark: `npm run bench`. Every figure is set against a baseline that is measured in the same run, in turn with
 * it. docs/performance.md says what each one means.
 */
const SUITES: readonly Suite[] = [
  callSuite,
  peerSuite,
  payloadSuite,
  recorderSuite,
  domainSuite,
  upgradeSuite,
  viewChangeSuite,
  guestSuite,
  viewSuite,
  floodSuite,
  clickSuite,
  tableSuite,
  hostStartSuite,
];
const MILLISECONDS = 1000;
/** Milliseconds after which the rest is given up: whoever waits for the benchmark must be able to rely on its end. */
const TIME_LIMIT = 590_000;

/** 0 measured, 1 something could not be measured, 2 called in a wrong way. */
type ExitCode = 0 | 1 | 2;

async function main(words: readonly string[]): Promise<ExitCode> {
  const options = readOptions(words);
  if (!options) return 2;
  const suites = SUITES.filter(({ figures }) => figures.some((name) => isWanted(name, options.only)));
  if (suites.length === 0) {
    say(`There is no such figure. These are measured:\n  ${SUITES.flatMap(({ figures }) => figures).join('\n  ')}`);
    return 2;
  }
  await buildBench();
  // The first two editions; whoever needs more packs more.
  await packAddins(2);
  const figures: Figure[] = [];
  let code: ExitCode = 0;
  for (const suite of suites) {
    const measured = await measure(suite, options);
    if (!measured) code = 1;
    figures.push(...(measured ?? []));
  }
  if (!options.json) process.stdout.write(`\n${asTable(figures).join('\n')}\n`);
  return code;
}

async function measure(suite: Suite, { only, rounds, json }: BenchOptions): Promise<Figure[] | undefined> {
  const started = performance.now();
  try {
    const all = await suite.run(rounds ?? suite.rounds);
    const figures = all.filter(({ name }) => isWanted(name, only));
    if (json) for (const figure of figures) process.stdout.write(`${asJsonLine(figure)}\n`);
    say(`${suite.figures[0]} and what belongs to it: ${Math.round((performance.now() - started) / MILLISECONDS)} s`);
    return figures;
  } catch (error) {
    say(`${suite.figures.join(', ')} could not be measured: ${error instanceof Error ? error.stack : error}`);
    return undefined;
  }
}

function readOptions(words: readonly string[]): BenchOptions | undefined {
  try {
    return parseOptions(words);
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return undefined;
  }
}

/** Standard output belongs to the figures. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const limit = setTimeout(() => {
  say('The benchmark took too long; what is missing was not measured.');
  process.exit(1);
}, TIME_LIMIT);
process.exitCode = await main(process.argv.slice(2));
clearTimeout(limit);
