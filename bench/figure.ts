import { median, spreadOf } from './statistics.ts';

/** One result of the benchmark; with --json one line of standard output. docs/performance.md explains each name. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'calls' | 'MB' | 'bytes' | 'ops';
  /** What `value` is to be read against, measured in the same run, in the baseline's own unit. */
  readonly baseline: number;
  readonly better: 'lower' | 'higher';
  /** Rounds that `value` and `spread` were taken from. */
  readonly n: number;
  /** Distance between the quartiles over the median. */
  readonly spread: number;
}

/** The same work done once in the plain way and once in ours, right after one another. */
export interface Pair {
  readonly baseline: number;
  readonly ours: number;
}

interface RatioOptions {
  better?: Figure['better'];
}

/** The median of the rounds' own ratios: what slows the machine down for a moment slows both halves of a round. */
export function ratioFigure(name: string, pairs: readonly Pair[], { better = 'lower' }: RatioOptions = {}): Figure {
  const ratios = pairs.map(({ ours, baseline }) => ours / baseline);
  return {
    name,
    value: median(ratios),
    unit: 'ratio',
    baseline: median(pairs.map(({ baseline }) => baseline)),
    better,
    n: pairs.length,
    spread: spreadOf(ratios),
  };
}

/** The larger of several figures, under another name. */
export function worstOf(name: string, figures: readonly Figure[]): Figure {
  const [first, ...others] = figures;
  if (!first) throw new Error(`${name} has no parts.`);
  const isWorse = (one: Figure, other: Figure): boolean =>
    one.better === 'lower' ? one.value > other.value : one.value < other.value;
  return { ...others.reduce((worst, figure) => (isWorse(figure, worst) ? figure : worst), first), name };
}

const DIGITS = 4;

export function asJsonLine({ name, value, unit, baseline, better, n, spread }: Figure): string {
  const short = (number: number): number => Number(number.toPrecision(DIGITS));
  return JSON.stringify({
    name,
    value: short(value),
    unit,
    baseline: short(baseline),
    better,
    n,
    spread: short(spread),
  });
}

const HEADINGS = ['figure', 'value', 'baseline', 'better', 'n', 'spread'];

/** Columns for people. */
export function asTable(figures: readonly Figure[]): string[] {
  const rows = figures.map(({ name, value, unit, baseline, better, n, spread }) => [
    name,
    unit === 'ratio' ? `${value.toFixed(2)} x` : `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`,
    String(Number(baseline.toPrecision(3))),
    better,
    String(n),
    `${Math.round(spread * 100)} %`,
  ]);
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
