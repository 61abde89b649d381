export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export interface Scale {
  readonly lowest: number;
  readonly highest: number;
  /** Width of the place of one label. */
  readonly step: number;
  /** Where a value is drawn, from the top. */
  y(value: number): number;
}

/** A scale that shows all values, and zero. */
export function scaleOf(series: readonly Series[], count: number, size: { width: number; height: number }): Scale {
  let lowest = 0;
  let highest = 0;
  for (const { values } of series) {
    for (const value of values) {
      if (value === null) continue;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  }
  const span = highest - lowest || 1;
  return {
    lowest,
    highest,
    step: size.width / Math.max(1, count),
    y: (value) => size.height * (1 - (value - lowest) / span),
  };
}

const formats = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 6 });

export function formatNumber(value: number): string {
  return formats.format(value);
}

/** The numbers in words, for people who cannot see the drawing. */
export function describeSeries(series: readonly Series[], labels: readonly string[]): string {
  return series.map((each) => describeOne(each, labels)).join(' ');
}

function describeOne({ label, values }: Series, labels: readonly string[]): string {
  let least = -1;
  let most = -1;
  values.forEach((value, index) => {
    if (value === null) return;
    if (least < 0 || value < (values[least] as number)) least = index;
    if (most < 0 || value > (values[most] as number)) most = index;
  });
  if (most < 0) return `${label}: no values.`;
  const at = (index: number) => `${formatNumber(values[index] as number)} (${labels[index] ?? index + 1})`;
  return `${label}: ${values.length} values, lowest ${at(least)}, highest ${at(most)}.`;
}
