import type { CDPSession, Page } from '@playwright/test';
import { type Figure, ratioFigure } from '../figure.ts';
import { type BenchWindow, connectBareProcess, withBenchWindow } from '../launch/bench-window.ts';
import type { ClickTarget } from '../page/clicks.ts';
import { median, spreadOf } from '../statistics.ts';
import type { Suite } from './suite.ts';

/** Clicks of each side in a round. */
const CLICKS = 24;
/** Milliseconds from one picture to the next. A click waits for the rest of it, so clicks are spread evenly over it. */
const FRAME = 1000 / 60;
/** Places of the clicks within a frame are visited in this order: neighbours are far from each other. */
const STRIDE = 13;

type ClickRound = Record<ClickTarget, number>;

/** From a click of the person to the picture of what it changed. */
export const clickSuite: Suite = {
  figures: ['ui.click.ratio', 'ui.click.way.ms'],
  rounds: 8,
  async run(count) {
    const rounds = await withBenchWindow((opened) => measureRounds(opened, count));
    const pairs = rounds.map((round) => ({ baseline: round['in-process'], ours: round.remote }));
    return [ratioFigure('ui.click.ratio', pairs), wayFigure(rounds)];
  },
};

/** What the transport alone takes, to be read against a click that needs none. */
function wayFigure(rounds: readonly ClickRound[]): Figure {
  const ways = rounds.map(({ way }) => way);
  const baseline = median(rounds.map((round) => round['in-process']));
  const [value, spread] = [median(ways), spreadOf(ways)];
  return { name: 'ui.click.way.ms', value, unit: 'ms', baseline, better: 'lower', n: rounds.length, spread };
}

async function measureRounds(opened: BenchWindow, count: number): Promise<ClickRound[]> {
  const { page } = opened;
  await connectBareProcess(opened);
  for (const view of ['click', 'in-process-click']) await page.evaluate((name) => window.bench.open(name), view);
  const cdp = await page.context().newCDPSession(page);
  const rounds: ClickRound[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= count; round++) {
    const measured = {
      'in-process': await measureClicks(page, cdp, 'in-process'),
      remote: await measureClicks(page, cdp, 'remote'),
      way: await measureClicks(page, cdp, 'way'),
    };
    if (round > 0) rounds.push(measured);
  }
  return rounds;
}

/** Milliseconds from a click to what is waited for: the mean, for the clicks stand at all places of a frame alike. */
async function measureClicks(page: Page, cdp: CDPSession, target: ClickTarget): Promise<number> {
  const place = await page.evaluate((which) => window.bench.clicks.prepare(which), target);
  let sum = 0;
  for (let click = 0; click < CLICKS; click++) {
    const delay = (((click * STRIDE) % CLICKS) / CLICKS) * FRAME;
    await page.evaluate(([which, wait]) => window.bench.clicks.expect(which, wait), [target, delay] as const);
    for (const type of ['mousePressed', 'mouseReleased'] as const) {
      await cdp.send('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 });
    }
    sum += await page.evaluate(() => window.bench.clicks.measured());
  }
  return sum / CLICKS;
}
