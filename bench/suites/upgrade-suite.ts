import { packAddins } from '../build/pack-addins.ts';
import { type Figure, ratioFigure } from '../figure.ts';
import { packageUpload, withBenchWindow } from '../launch/bench-window.ts';
import type { UpgradeRound } from '../page/upgrades.ts';
import { quantile, spreadOf } from '../statistics.ts';
import type { Suite } from './suite.ts';

/** Calls over all upgrades together. */
const CALLS = 10_000;
const SLOW_UPGRADES = 0.95;

/** Upgrades of an add-in whose frame is open and which is being called all the time. */
export const upgradeSuite: Suite = {
  figures: ['upgrade.blackout.ms', 'upgrade.lost', 'upgrade.adopted.ratio'],
  rounds: 30,
  async run(count) {
    await packAddins(count + 1);
    const rounds = await withBenchWindow(async ({ page }) => {
      await page.evaluate(() => window.bench.open('keyed'));
      const done: UpgradeRound[] = [];
      for (let number = 1; number <= count; number++) {
        const upload = { ...packageUpload(number), calls: Math.ceil(CALLS / count) };
        done.push(await page.evaluate((options) => window.bench.upgrades.round(options), upload));
      }
      return done;
    });
    return [blackout(rounds), lost(rounds), adopted(rounds)];
  },
};

/** How much longer than the usual call the longest one took, for the slow end of all upgrades. */
function blackout(rounds: readonly UpgradeRound[]): Figure {
  const excess = rounds.map(({ upgrade, quiet }) => upgrade.longest - quiet.usual);
  const quietExcess = rounds.map(({ quiet }) => quiet.longest - quiet.usual);
  return {
    name: 'upgrade.blackout.ms',
    value: quantile(excess, SLOW_UPGRADES),
    unit: 'ms',
    baseline: quantile(quietExcess, SLOW_UPGRADES),
    better: 'lower',
    n: rounds.length,
    spread: spreadOf(excess),
  };
}

function lost(rounds: readonly UpgradeRound[]): Figure {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    name: 'upgrade.lost',
    value: sum(rounds.map(({ upgrade }) => upgrade.lost)),
    unit: 'calls',
    baseline: sum(rounds.map(({ upgrade }) => upgrade.sent)),
    better: 'lower',
    n: rounds.length,
    spread: 0,
  };
}

function adopted(rounds: readonly UpgradeRound[]): Figure {
  const pairs = rounds.map(({ rows, adopted: same }) => ({ baseline: rows, ours: same }));
  return ratioFigure('upgrade.adopted.ratio', pairs, { better: 'higher' });
}
