/** The numbers of a text, one on each line; what is no number is left out. */
export function readAmounts(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(Number)
    .filter((amount) => Number.isFinite(amount));
}
