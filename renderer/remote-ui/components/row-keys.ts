/** The row that a key moves to in a list of rows; undefined for a key that moves nowhere. */
export function nextRow(
  key: string,
  selected: number | null,
  { rowCount, page }: { rowCount: number; page: number },
): number | undefined {
  if (rowCount === 0) return undefined;
  const last = rowCount - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key];
  if (step === undefined) return undefined;
  return selected === null ? 0 : Math.min(last, Math.max(0, selected + step));
}
