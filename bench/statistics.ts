/** Statistics that a few slow rounds on a busy machine cannot upset: medians, quartiles, percentiles. */

/** The value below which `part` (0 to 1) of all values lie, interpolated. Throws for no values: that is no figure. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new Error('There is nothing to take a quantile of.');
  const sorted = [...values].sort((left, right) => left - right);
  const place = (sorted.length - 1) * part;
  const lower = sorted[Math.floor(place)] as number;
  const upper = sorted[Math.ceil(place)] as number;
  return lower + (upper - lower) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Distance between the quartiles over the median: how far a round typically is from the next one. */
export function spreadOf(values: readonly number[]): number {
  const middle = median(values);
  const distance = quantile(values, 0.75) - quantile(values, 0.25);
  return middle === 0 ? 0 : distance / Math.abs(middle);
}
