import type { Page } from '@playwright/test';
import type { Figure } from '../figure.ts';
import { withBenchWindow } from '../launch/bench-window.ts';
import type { TableSide } from '../page/scrolls.ts';
import { quantile, spreadOf } from '../statistics.ts';
import type { Suite } from './suite.ts';

/** Frames in which the table is scrolled, and places to which it jumps, of each side in a round. */
const FRAMES = 60;
const PLACES = 10;
const SLOW = 0.95;

type Durations = Record<TableSide, number[]>;

interface TableRound {
  readonly scroll: Durations;
  readonly jump: Durations;
}

/** A table of a million rows that come when they are seen, against one whose rows are all in the page. */
export const tableSuite: Suite = {
  figures: ['ui.table.scroll.ms', 'ui.table.rows.ms'],
  rounds: 6,
  async run(count) {
    const rounds = await withBenchWindow(({ page }) => measureRounds(page, count));
    return [
      slowest(
        'ui.table.scroll.ms',
        rounds.map(({ scroll }) => scroll),
      ),
      slowest(
        'ui.table.rows.ms',
        rounds.map(({ jump }) => jump),
      ),
    ];
  },
};

async function measureRounds(page: Page, count: number): Promise<TableRound[]> {
  for (const view of ['table', 'in-process-table']) await page.evaluate((name) => window.bench.open(name), view);
  const rounds: TableRound[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= count; round++) {
    const measured = {
      scroll: { 'in-process': await scroll(page, 'in-process'), remote: await scroll(page, 'remote') },
      jump: { 'in-process': await jump(page, 'in-process'), remote: await jump(page, 'remote') },
    };
    if (round > 0) rounds.push(measured);
  }
  return rounds;
}

function scroll(page: Page, side: TableSide): Promise<number[]> {
  return page.evaluate(([which, frames]) => window.bench.scrolls.run(which, frames), [side, FRAMES] as const);
}

function jump(page: Page, side: TableSide): Promise<number[]> {
  return page.evaluate(([which, places]) => window.bench.scrolls.jump(which, places), [side, PLACES] as const);
}

/** The slow end of all durations; the spread is that of the rounds' own slow ends. */
function slowest(name: string, rounds: readonly Durations[]): Figure {
  return {
    name,
    value: quantile(
      rounds.flatMap(({ remote }) => remote),
      SLOW,
    ),
    unit: 'ms',
    baseline: quantile(
      rounds.flatMap((round) => round['in-process']),
      SLOW,
    ),
    better: 'lower',
    n: rounds.length,
    spread: spreadOf(rounds.map(({ remote }) => quantile(remote, SLOW))),
  };
}
