import type { Page } from '@playwright/test';
import { type Figure, ratioFigure } from '../figure.ts';
import { withBenchWindow } from '../launch/bench-window.ts';
import type { FloodRates } from '../page/floods.ts';
import type { LargeSide } from '../page/large-views.ts';
import type { Suite } from './suite.ts';

/** With ten nodes each: 10,000 nodes. */
const ROWS = 1_000;
/** Milliseconds that a flood lasts. */
const FLOOD = 1_000;

type FloodRound = Record<LargeSide, FloodRates>;

/** A large view that changes faster than anybody can draw, against one that changes as fast as it is drawn. */
export const floodSuite: Suite = {
  figures: ['ui.flood.ratio', 'ui.flood.drawn.ratio'],
  rounds: 6,
  async run(count) {
    const rounds = await withBenchWindow(({ page }) => measureRounds(page, count));
    const figure = (name: string, rate: keyof FloodRates): Figure =>
      ratioFigure(
        name,
        rounds.map((round) => ({ baseline: round['in-process'][rate], ours: round.remote[rate] })),
        { better: 'higher' },
      );
    return [figure('ui.flood.ratio', 'frames'), figure('ui.flood.drawn.ratio', 'drawn')];
  },
};

async function measureRounds(page: Page, count: number): Promise<FloodRound[]> {
  for (const view of ['large', 'in-process']) await page.evaluate((name) => window.bench.open(name), view);
  const rounds: FloodRound[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= count; round++) {
    const remote = await fillAndRun(page, 'remote', () =>
      page.evaluate((milliseconds) => window.bench.floods.remote(milliseconds), FLOOD),
    );
    // As much change in each picture: one in which everything changed takes longer to lay out than one with a few rows.
    const changes = Math.max(1, Math.round(remote.changes));
    const inProcess = await fillAndRun(page, 'in-process', () =>
      page.evaluate(([milliseconds, times]) => window.bench.floods.inProcess(milliseconds, times), [
        FLOOD,
        changes,
      ] as const),
    );
    if (round > 0) rounds.push({ 'in-process': inProcess, remote });
  }
  return rounds;
}

async function fillAndRun(page: Page, side: LargeSide, run: () => Promise<FloodRates>): Promise<FloodRates> {
  await page.evaluate((which) => window.bench.large.prepare(which), side);
  await page.evaluate(([which, rows]) => window.bench.large.fill(which, rows), [side, ROWS] as const);
  return await run();
}
