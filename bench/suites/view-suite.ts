import type { CDPSession, Page } from '@playwright/test';
import { type Figure, ratioFigure } from '../figure.ts';
import { type BenchWindow, withBenchWindow } from '../launch/bench-window.ts';
import type { LargeSide } from '../page/large-views.ts';
import type { Suite } from './suite.ts';

/** With ten nodes each: 10,000 nodes. */
const ROWS = 1_000;
/** Updates that are measured together: one alone is a few milliseconds. */
const UPDATES = 20;

/** Milliseconds of processor time of the window's main thread. */
interface MainThread {
  /** In scripts: taking frames, checking them, building elements, React. */
  script: number;
  /** In everything, until the picture is painted. */
  all: number;
}

type ViewRound = Record<LargeSide, { mount: MainThread; update: MainThread }>;

/** A large view of an add-in against the same view rendered in the window by React. */
export const viewSuite: Suite = {
  figures: ['ui.mount10k.ratio', 'ui.update1pct.ratio', 'ui.mount10k.painted.ratio', 'ui.update1pct.painted.ratio'],
  rounds: 10,
  async run(count) {
    const rounds = await withBenchWindow((opened) => measureRounds(opened, count));
    const figure = (name: string, take: (side: ViewRound[LargeSide]) => number): Figure =>
      ratioFigure(
        name,
        rounds.map((round) => ({ baseline: take(round['in-process']), ours: take(round.remote) })),
      );
    return [
      figure('ui.mount10k.ratio', ({ mount }) => mount.script),
      figure('ui.update1pct.ratio', ({ update }) => update.script / UPDATES),
      figure('ui.mount10k.painted.ratio', ({ mount }) => mount.all),
      figure('ui.update1pct.painted.ratio', ({ update }) => update.all / UPDATES),
    ];
  },
};

async function measureRounds({ page }: BenchWindow, count: number): Promise<ViewRound[]> {
  await page.evaluate(() => window.bench.open('large'));
  await page.evaluate(() => window.bench.open('in-process'));
  const cdp = await page.context().newCDPSession(page);
  // Processor time of the thread: what else the machine does is not counted.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const rounds: ViewRound[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= count; round++) {
    const measured = {
      'in-process': await measureSide(page, cdp, 'in-process'),
      remote: await measureSide(page, cdp, 'remote'),
    };
    if (round > 0) rounds.push(measured);
  }
  return rounds;
}

async function measureSide(page: Page, cdp: CDPSession, side: LargeSide): Promise<ViewRound[LargeSide]> {
  await page.evaluate((which) => window.bench.large.prepare(which), side);
  const before = await readMainThread(cdp);
  await page.evaluate(([which, rows]) => window.bench.large.fill(which, rows), [side, ROWS] as const);
  const mounted = await readMainThread(cdp);
  await page.evaluate(([which, times]) => window.bench.large.update(which, times), [side, UPDATES] as const);
  const updated = await readMainThread(cdp);
  return { mount: difference(before, mounted), update: difference(mounted, updated) };
}

const MILLISECONDS = 1000;

async function readMainThread(cdp: CDPSession): Promise<MainThread> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const read = (name: string): number => {
    const metric = metrics.find((each) => each.name === name);
    if (!metric) throw new Error(`The engine does not measure ${name}.`);
    return metric.value * MILLISECONDS;
  };
  return { script: read('ScriptDuration'), all: read('TaskDuration') };
}

function difference(before: MainThread, after: MainThread): MainThread {
  return { script: after.script - before.script, all: after.all - before.all };
}
